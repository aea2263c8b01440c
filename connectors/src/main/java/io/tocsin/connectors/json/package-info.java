// SPDX-License-Identifier: Apache-2.0
/** JSON from outside: strict parsing, and reading with errors that say where, what was found and what was expected. */
@NullMarked
package io.tocsin.connectors.json;

import org.jspecify.annotations.NullMarked;
