// SPDX-License-Identifier: Apache-2.0
/**
 * From the world to the {@code signals} topic: webhooks, polls, streams and snapshot differences, and one small package
 * for each vendor.
 */
@NullMarked
package io.tocsin.connectors;

import org.jspecify.annotations.NullMarked;
