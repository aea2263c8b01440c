// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign SETs and access tokens.
 *
 * @param silent after a rotation, hubs that did not answer: they read the keys again by themselves within
 *     {@code transmitter.keys.reread-every}
 */
public record KeysView(List<KeyView> keys, List<String> silent) {

    /**
     * One key; nothing secret.
     *
     * @param state {@code next}, {@code current}, {@code retiring} or {@code retired}
     * @param published since when it is published
     * @param signsFrom when it took over, or will
     * @param unpublished until when it is published; absent while it has no successor
     * @param provider who computes its signatures; absent where its private part is not at hand
     */
    public record KeyView(
            String id,
            String algorithm,
            String state,
            @Nullable Instant published,
            @Nullable Instant signsFrom,
            @Nullable Instant unpublished,
            @Nullable String provider) {}
}
