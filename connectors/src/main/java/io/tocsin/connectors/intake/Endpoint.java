// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.mapping.Source;
import org.jspecify.annotations.Nullable;

/**
 * One connector as the runtime sees it: reached at {@code POST /webhooks/<name>}.
 *
 * @param challengeHeader the header of a {@code GET} by which the vendor checks that the address is ours; its value is
 *     sent back. Absent where the vendor does no such thing
 * @param wakes the connector that is to ask the vendor now, whatever this one is told; absent where it is believed
 */
public record Endpoint(
        String name,
        String tenant,
        Authentication authentication,
        Source source,
        @Nullable String challengeHeader,
        @Nullable String wakes) {}
