// SPDX-License-Identifier: Apache-2.0
/**
 * Compacted topics as tables in memory: read whole, followed, and written so that the writer sees what it wrote, and
 * others what was written before they asked.
 */
@NullMarked
package io.tocsin.transmitter.view;

import org.jspecify.annotations.NullMarked;
