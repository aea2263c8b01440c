// SPDX-License-Identifier: Apache-2.0
/**
 * Polls as configured: a record for each vendor, which checks what it is given, and what all have in common
 * ({@link io.tocsin.connectors.poll.Schedule}, {@link io.tocsin.connectors.poll.Checked}).
 */
@NullMarked
package io.tocsin.connectors.poll;

import org.jspecify.annotations.NullMarked;
