// SPDX-License-Identifier: Apache-2.0
/**
 * Questions to a vendor's API: one credential, one origin, one governor of the rate, and failures sorted by what has to
 * be done about them.
 */
@NullMarked
package io.tocsin.connectors.vendor;

import org.jspecify.annotations.NullMarked;
