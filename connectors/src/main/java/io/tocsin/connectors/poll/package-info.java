// SPDX-License-Identifier: Apache-2.0
/** The connectors that ask their vendors, as the configuration has them. */
@NullMarked
package io.tocsin.connectors.poll;

import org.jspecify.annotations.NullMarked;
