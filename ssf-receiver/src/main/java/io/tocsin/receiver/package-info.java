// SPDX-License-Identifier: Apache-2.0
/**
 * Verification and intake of Security Event Tokens, by push and poll, and the answers they give to a proxy. Needs no
 * Kafka.
 */
@NullMarked
package io.tocsin.receiver;

import org.jspecify.annotations.NullMarked;
