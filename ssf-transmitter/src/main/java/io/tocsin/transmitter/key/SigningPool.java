// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** RS256 on as many threads as there are processors: signing is the most costly step of a delivery. */
public final class SigningPool implements TokenSigner, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService workers;
    private final RSASSASigner signer;
    private final String keyId;

    /** @param provider null for the platform's own choice */
    public SigningPool(RSAKey key, @Nullable Provider provider) {
        try {
            this.signer = new RSASSASigner(inFormOf(provider, key.toPrivateKey()));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("signing key " + key.getKeyID() + " cannot sign: " + e.getMessage(), e);
        }
        if (provider != null) {
            signer.getJCAContext().setProvider(provider);
        }
        this.keyId = key.getKeyID();
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("transmitter-signer-", 0).daemon().factory());
    }

    /**
     * Once, here: given another provider's key, Amazon's converts it anew for every signature, which costs more than
     * signing.
     */
    private static PrivateKey inFormOf(@Nullable Provider provider, PrivateKey key) throws GeneralSecurityException {
        return provider == null
                ? key
                : (PrivateKey)
                        KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    }

    @Override
    public CompletableFuture<String> sign(SigningAlgorithm algorithm, TokenType type, JsonNode claims) {
        if (algorithm != SigningAlgorithm.RS256) {
            throw new IllegalArgumentException("there is no key for " + algorithm.text());
        }
        return CompletableFuture.supplyAsync(() -> signNow(type, claims), workers);
    }

    private String signNow(TokenType type, JsonNode claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(new JOSEObjectType(type.typ()))
                    .keyID(keyId)
                    .build();
            JWSObject jws = new JWSObject(header, new Payload(JSON.writeValueAsBytes(claims)));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException | JsonProcessingException e) {
            throw new IllegalStateException("could not sign a " + type.typ() + " with key " + keyId, e);
        }
    }

    @Override
    public boolean stillVerifies(String token) {
        return true;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
