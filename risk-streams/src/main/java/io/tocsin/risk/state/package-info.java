// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of this module's own state: a version byte, then fields in a fixed order. Nobody outside reads them, they
 * are written for every signal that changes something, and a plain sequence of varints and UTF-8 costs about a tenth of
 * what a JSON tree of the same content does.
 */
@NullMarked
package io.tocsin.risk.state;

import org.jspecify.annotations.NullMarked;
