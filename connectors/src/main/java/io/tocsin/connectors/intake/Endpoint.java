// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.mapping.Source;
import org.jspecify.annotations.Nullable;

/**
 * One connector as the runtime sees it: reached at {@code POST /webhooks/<name>}.
 *
 * @param challenge absent where the vendor does not check that the address is ours
 * @param wakes the connector that is to ask the vendor now, whatever this one is told; absent where it is believed
 */
public record Endpoint(
        String name,
        String tenant,
        Authentication authentication,
        Source source,
        @Nullable Challenge challenge,
        @Nullable String wakes) {}
