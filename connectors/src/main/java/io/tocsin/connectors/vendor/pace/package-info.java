// SPDX-License-Identifier: Apache-2.0
/** How fast a vendor may be asked: our share of its limit, and what its answers say of it. */
@NullMarked
package io.tocsin.connectors.vendor.pace;

import org.jspecify.annotations.NullMarked;
