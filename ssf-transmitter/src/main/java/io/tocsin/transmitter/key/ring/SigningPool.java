// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.Signer;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.TokenType;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Signs on as many threads as there are processors: signing is the most costly step of a delivery. */
public final class SigningPool implements TokenSigner, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService workers;
    private final SigningKeys keys;
    private final TransmitterMetrics metrics;

    public SigningPool(SigningKeys keys, TransmitterMetrics metrics) {
        this.keys = keys;
        this.metrics = metrics;
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("transmitter-signer-", 0).daemon().factory());
    }

    @Override
    public CompletableFuture<String> sign(SigningAlgorithm algorithm, TokenType type, JsonNode claims) {
        return CompletableFuture.supplyAsync(() -> signNow(algorithm, type, claims), workers);
    }

    private String signNow(SigningAlgorithm algorithm, TokenType type, JsonNode claims) {
        try {
            Signer signer = keys.current(algorithm);
            String token = signer.sign(type, JSON.writeValueAsBytes(claims));
            metrics.signed(algorithm.jose(), signer.providerName());
            return token;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("could not write the claims of a " + type.typ(), e);
        }
    }

    @Override
    public boolean stillVerifies(String token) {
        return keys.publishes(token);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
