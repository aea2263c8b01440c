// SPDX-License-Identifier: Apache-2.0
/** Any sender that posts JSON: its events become signals by a mapping written as configuration. */
@NullMarked
package io.tocsin.connectors.generic;

import org.jspecify.annotations.NullMarked;
