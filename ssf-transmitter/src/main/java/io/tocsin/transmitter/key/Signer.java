// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs with one key: a compact JWS (RFC 7515 §3.1) straight from JCA, whose signatures are those of JWA but for names.
 * Safe for use by many threads.
 */
public final class Signer {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final String keyId;
    private final SigningAlgorithm algorithm;
    private final PrivateKey key;
    private final @Nullable Provider provider;
    private final String providerName;
    private final Map<TokenType, String> headers = new EnumMap<>(TokenType.class);

    private Signer(String keyId, SigningAlgorithm algorithm, PrivateKey key, @Nullable Provider provider)
            throws GeneralSecurityException {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.key = key;
        this.provider = provider;
        for (TokenType type : TokenType.values()) {
            headers.put(type, header(type, algorithm, keyId));
        }
        // a key that cannot sign is found out now, not with the first SET
        Signature probe = signature();
        probe.update((byte) 0);
        probe.sign();
        this.providerName = probe.getProvider().getName();
    }

    /** A key that only {@code provider} can use; whichever the platform picks if null. */
    public static Signer of(String keyId, SigningAlgorithm algorithm, PrivateKey key, @Nullable Provider provider) {
        try {
            return new Signer(keyId, algorithm, key, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "signing key " + keyId + " cannot sign " + algorithm.jose() + " with "
                            + (provider == null ? "this Java" : provider.getName()) + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * A key that any provider can use: by the preferred one if it can. The key is put into that provider's own form
     * once, here: given another's, Amazon's converts it for every signature, which costs more than signing.
     */
    public static Signer preferring(
            @Nullable Provider preferred, String keyId, SigningAlgorithm algorithm, PrivateKey key) {
        if (preferred != null) {
            try {
                PrivateKey own = (PrivateKey)
                        KeyFactory.getInstance(keyFactory(algorithm), preferred).translateKey(key);
                return new Signer(keyId, algorithm, own, preferred);
            } catch (GeneralSecurityException e) {
                // not every version of it has every algorithm; the platform does
                return of(keyId, algorithm, key, null);
            }
        }
        return of(keyId, algorithm, key, null);
    }

    private static String keyFactory(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256, PS256 -> "RSA";
            case ES256 -> "EC";
            case EDDSA -> "Ed25519";
        };
    }

    public String keyId() {
        return keyId;
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** Who computes the signatures. */
    public String providerName() {
        return providerName;
    }

    /** The compact JWS over a payload in UTF-8. */
    public String sign(TokenType type, byte[] payload) {
        try {
            byte[] input = (headers.get(type) + '.' + BASE64.encodeToString(payload)).getBytes(US_ASCII);
            Signature signature = signature();
            signature.update(input);
            byte[] signed = BASE64.encode(signature.sign());
            byte[] token = new byte[input.length + 1 + signed.length];
            System.arraycopy(input, 0, token, 0, input.length);
            token[input.length] = '.';
            System.arraycopy(signed, 0, token, input.length + 1, signed.length);
            return new String(token, StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign a " + type.typ() + " with key " + keyId, e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        String name = switch (algorithm) {
            case RS256 -> "SHA256withRSA";
            case PS256 -> "RSASSA-PSS";
            case ES256 -> "SHA256withECDSAinP1363Format";
            case EDDSA -> "Ed25519";
        };
        Signature signature = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        if (algorithm == SigningAlgorithm.PS256) {
            signature.setParameter(PSS);
        }
        signature.initSign(key);
        return signature;
    }

    /** The first part of every token of that type by that key, and of no other. */
    public static String header(TokenType type, SigningAlgorithm algorithm, String keyId) {
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("kid", keyId)
                .put("typ", type.typ())
                .put("alg", algorithm.jose());
        return BASE64.encodeToString(header.toString().getBytes(StandardCharsets.UTF_8));
    }
}
