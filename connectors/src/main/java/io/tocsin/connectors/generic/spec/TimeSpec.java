// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import org.jspecify.annotations.Nullable;

/**
 * When it happened.
 *
 * @param at JSON pointer
 * @param format {@code iso} (ISO 8601 with offset; where not given), {@code epoch-seconds} or {@code epoch-millis}
 */
public record TimeSpec(String at, @Nullable String format) {}
