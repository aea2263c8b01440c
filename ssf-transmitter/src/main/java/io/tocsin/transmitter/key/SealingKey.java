// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.tocsin.schemas.secret.PrivateFile;
import io.tocsin.schemas.secret.Secret;
import java.nio.file.Path;
import java.text.ParseException;

/** Encrypts what must be kept secret before it reaches a topic: compact JWE, {@code dir}, {@code A256GCM}. */
public final class SealingKey {
    private static final int BITS = 256;

    private final OctetSequenceKey key;

    private SealingKey(OctetSequenceKey key) {
        this.key = key;
    }

    /** Reads the file, making it if absent. Throws {@link IllegalArgumentException} for a bad one. */
    public static SealingKey open(Path file) {
        String text = PrivateFile.readOrCreate(file, SealingKey::fresh);
        try {
            OctetSequenceKey key = OctetSequenceKey.parse(text);
            if (key.size() != BITS) {
                throw new IllegalArgumentException(
                        "secret-key file " + file + " has " + key.size() + " bits, expected " + BITS);
            }
            return new SealingKey(key);
        } catch (ParseException e) {
            throw new IllegalArgumentException("secret-key file " + file + " is not a JWK of type oct", e);
        }
    }

    public String seal(Secret secret) {
        try {
            JWEObject jwe = new JWEObject(
                    new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(secret.reveal()));
            jwe.encrypt(new DirectEncrypter(key));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("could not seal a secret", e);
        }
    }

    /** Throws {@link IllegalStateException} for what this key did not seal. */
    public Secret unseal(String sealed) {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(new DirectDecrypter(key));
            return Secret.of(jwe.getPayload().toString());
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(
                    "a sealed secret does not open with key " + key.getKeyID() + "; was the secret-key file replaced?",
                    e);
        }
    }

    private static String fresh() {
        try {
            return new OctetSequenceKeyGenerator(BITS)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("could not generate a sealing key", e);
        }
    }
}
