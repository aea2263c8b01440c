// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key, for people; nothing secret.
 *
 * @param published since when it is published, null if nobody knows
 * @param signsFrom when it took over, or will; null for a key that came without times
 * @param unpublished until when it is published; null while it has no successor
 * @param provider who computes its signatures; null where its private part is not at hand
 */
public record KeyDescription(
        String keyId,
        SigningAlgorithm algorithm,
        KeyState state,
        @Nullable Instant published,
        @Nullable Instant signsFrom,
        @Nullable Instant unpublished,
        @Nullable String provider) {}
