// SPDX-License-Identifier: Apache-2.0
/** {@code tocsin policy}: documents are checked, tested and compared here, and published over the admin API. */
@NullMarked
package io.tocsin.hub.policy;

import org.jspecify.annotations.NullMarked;
