// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.stream.StreamIndex;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the stream's receiver, writes the claims in its dialect, and has them signed. */
public final class SignedSets implements SetTokens {
    private final StreamIndex streams;
    private final Function<String, SetProfile> profiles;
    private final TokenSigner signer;

    /** @param profiles by the receiver's {@code client_id} */
    public SignedSets(StreamIndex streams, Function<String, SetProfile> profiles, TokenSigner signer) {
        this.streams = streams;
        this.profiles = profiles;
        this.signer = signer;
    }

    @Override
    public CompletableFuture<String> of(OutboxEntry entry, @Nullable String before) {
        if (before != null && signer.stillVerifies(before)) {
            return CompletableFuture.completedFuture(before);
        }
        SetProfile profile = streams.byId(entry.streamId())
                .map(StreamRegistration::receiver)
                .map(profiles)
                .orElse(SetProfile.DEFAULT);
        try {
            return signer.sign(
                    profile.algorithm(), TokenType.SET, profile.writer().claims(entry.claims()));
        } catch (InexpressibleException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
