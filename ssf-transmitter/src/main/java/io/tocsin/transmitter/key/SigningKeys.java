// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The RSA keys in the hub's key file, a JWK Set (RFC 7517). The first one signs; all of them are published, so that
 * whatever was signed with an older one still verifies.
 */
public final class SigningKeys {
    /** The least the interoperability profile allows, and what signs fastest (CAEP interoperability profile §2.6). */
    private static final int BITS = 2048;

    private final List<RSAKey> keys;

    private SigningKeys(List<RSAKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the file, making it with one fresh key if absent. Throws {@link IllegalArgumentException} for a bad one.
     */
    public static SigningKeys open(Path file) {
        String text = PrivateFile.readOrCreate(file, SigningKeys::freshSet);
        List<RSAKey> keys = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(text).getKeys()) {
                keys.add(usable(file, key));
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("key file " + file + " is not a JWK Set: " + e.getMessage(), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("key file " + file + " has no key, expected at least one");
        }
        return new SigningKeys(keys);
    }

    /** The key that signs now. */
    public RSAKey current() {
        return keys.getFirst();
    }

    public Optional<RSAKey> byId(String keyId) {
        return keys.stream().filter(key -> keyId.equals(key.getKeyID())).findFirst();
    }

    /** The JWKS document: public parts only. */
    public String publishedJson() {
        return new JWKSet(new ArrayList<>(keys)).toPublicJWKSet().toString(true);
    }

    private static RSAKey usable(Path file, JWK key) {
        if (!(key instanceof RSAKey rsa) || !rsa.isPrivate() || rsa.getKeyID() == null || rsa.size() < BITS) {
            throw new IllegalArgumentException("key file " + file + " has key \"" + key.getKeyID() + "\" of type "
                    + key.getKeyType() + " and " + key.size() + " bits, expected a private RSA key of at least " + BITS
                    + " bits with a kid");
        }
        return rsa;
    }

    private static String freshSet() {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new JWKSet(key).toString(false);
        } catch (JOSEException e) {
            throw new IllegalStateException("could not generate an RSA key", e);
        }
    }
}
