// SPDX-License-Identifier: Apache-2.0
/** {@code tocsin connectors} and {@code tocsin lab}: those that ask their vendors, and vendors to try them with. */
@NullMarked
package io.tocsin.hub.connector;

import org.jspecify.annotations.NullMarked;
