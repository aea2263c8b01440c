// SPDX-License-Identifier: Apache-2.0
/** The commands for connectors that ask their vendors. */
@NullMarked
package io.tocsin.hub.connector;

import org.jspecify.annotations.NullMarked;
