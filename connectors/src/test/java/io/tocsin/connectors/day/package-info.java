// SPDX-License-Identifier: Apache-2.0
/** A day of all vendors of the lab, lived through as fast as its work can be done. */
@NullMarked
package io.tocsin.connectors.day;

import org.jspecify.annotations.NullMarked;
