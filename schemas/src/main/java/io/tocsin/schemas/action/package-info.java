// SPDX-License-Identifier: Apache-2.0
/** What is done about a revocation besides telling receivers of it, and what came of it. */
@NullMarked
package io.tocsin.schemas.action;

import org.jspecify.annotations.NullMarked;
