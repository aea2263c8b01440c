// SPDX-License-Identifier: Apache-2.0
/** Evidence: what a source said about a user, device or session, in one shape for all vendors. */
@NullMarked
package io.tocsin.schemas.signal;

import org.jspecify.annotations.NullMarked;
