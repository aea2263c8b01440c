// SPDX-License-Identifier: Apache-2.0
/**
 * From one request to its answer, whatever server it came through: who may speak, what it says, and that it is kept
 * before the answer goes out.
 */
@NullMarked
package io.tocsin.connectors.intake;

import org.jspecify.annotations.NullMarked;
