// SPDX-License-Identifier: Apache-2.0
/**
 * Polls and topic {@code checkpoints}: a page and the place behind it are written together, a reader begins where the
 * last one stood, every instance sees where all stand, and the partitions say which connector is whose.
 */
@NullMarked
package io.tocsin.connectors.pull.checkpoint;

import org.jspecify.annotations.NullMarked;
