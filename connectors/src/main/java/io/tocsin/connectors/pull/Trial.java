// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.schemas.connector.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * What one question of a feed gave, of which nothing was kept.
 *
 * @param signals how many its first page gives
 * @param unusable how many of its records would be set aside
 * @param kind what went wrong; absent where nothing did
 */
public record Trial(
        String feed,
        int signals,
        int unusable,
        Trouble.@Nullable Kind kind,
        @Nullable String detail) {}
