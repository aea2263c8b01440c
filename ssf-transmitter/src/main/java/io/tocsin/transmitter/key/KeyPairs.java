// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Key pairs of the algorithms there are: made, and between JCA's form and JWK's. A {@code kid} is a thumbprint. */
public final class KeyPairs {
    /** The least the interoperability profile allows, and what signs fastest (CAEP interoperability profile §2.6). */
    public static final int RSA_BITS = 2048;

    public static final String EXPECTED = "RSA of at least " + RSA_BITS + " bits, EC on P-256, or OKP on Ed25519";
    private static final int ED25519_BYTES = 32;
    /** PKCS #8 (RFC 8410 §7) up to the 32 bytes of the key. */
    private static final byte[] ED25519_PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private KeyPairs() {}

    /**
     * A fresh pair.
     *
     * @param provider who makes it, null for the platform
     * @param rsaBits at least {@value #RSA_BITS}
     */
    public static KeyPair generate(SigningAlgorithm algorithm, int rsaBits, @Nullable Provider provider)
            throws GeneralSecurityException {
        return switch (algorithm) {
            case RS256, PS256 -> {
                KeyPairGenerator rsa = generator("RSA", provider);
                rsa.initialize(rsaBits);
                yield rsa.generateKeyPair();
            }
            case ES256 -> {
                KeyPairGenerator ec = generator("EC", provider);
                ec.initialize(new ECGenParameterSpec("secp256r1"));
                yield ec.generateKeyPair();
            }
            case EDDSA -> generator("Ed25519", provider).generateKeyPair();
        };
    }

    private static KeyPairGenerator generator(String name, @Nullable Provider provider)
            throws GeneralSecurityException {
        return provider == null ? KeyPairGenerator.getInstance(name) : KeyPairGenerator.getInstance(name, provider);
    }

    /** The pair as a JWK, or its public part if {@code privateKey} is null. */
    public static JWK jwk(SigningAlgorithm algorithm, PublicKey publicKey, @Nullable PrivateKey privateKey) {
        try {
            return switch (publicKey) {
                case RSAPublicKey rsa -> {
                    RSAKey.Builder jwk = new RSAKey.Builder(rsa)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws(algorithm))
                            .keyIDFromThumbprint();
                    yield privateKey == null
                            ? jwk.build()
                            : jwk.privateKey(privateKey).build();
                }
                case ECPublicKey ec -> {
                    ECKey.Builder jwk = new ECKey.Builder(Curve.P_256, ec)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws(algorithm))
                            .keyIDFromThumbprint();
                    yield privateKey == null
                            ? jwk.build()
                            : jwk.privateKey(privateKey).build();
                }
                case EdECPublicKey ed -> {
                    OctetKeyPair.Builder jwk = new OctetKeyPair.Builder(Curve.Ed25519, lastBytes(ed.getEncoded()))
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws(algorithm))
                            .keyIDFromThumbprint();
                    yield privateKey == null
                            ? jwk.build()
                            : jwk.d(lastBytes(privateKey.getEncoded())).build();
                }
                default ->
                    throw new IllegalArgumentException(
                            "found a key of type " + publicKey.getAlgorithm() + ", expected " + EXPECTED);
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("a key has no thumbprint: " + e.getMessage(), e);
        }
    }

    private static JWSAlgorithm jws(SigningAlgorithm algorithm) {
        return JWSAlgorithm.parse(algorithm.jose());
    }

    private static Base64URL lastBytes(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
    }

    /** What a key is for: what it says in {@code alg}, else what its type is for; empty if it is of no use here. */
    public static Optional<SigningAlgorithm> algorithmOf(JWK jwk) {
        Algorithm named = jwk.getAlgorithm();
        return switch (jwk) {
            case RSAKey rsa -> rsa.size() < RSA_BITS ? Optional.empty() : rsaAlgorithm(named);
            case ECKey ec -> only(SigningAlgorithm.ES256, named, Curve.P_256.equals(ec.getCurve()));
            case OctetKeyPair okp -> only(SigningAlgorithm.EDDSA, named, Curve.Ed25519.equals(okp.getCurve()));
            default -> Optional.empty();
        };
    }

    private static Optional<SigningAlgorithm> rsaAlgorithm(@Nullable Algorithm named) {
        if (named == null) {
            return Optional.of(SigningAlgorithm.RS256);
        }
        return Stream.of(SigningAlgorithm.RS256, SigningAlgorithm.PS256)
                .filter(known -> known.jose().equals(named.getName()))
                .findFirst();
    }

    private static Optional<SigningAlgorithm> only(
            SigningAlgorithm algorithm, @Nullable Algorithm named, boolean fits) {
        return fits && (named == null || jws(algorithm).equals(named)) ? Optional.of(algorithm) : Optional.empty();
    }

    /** The private part for JCA. Throws {@link IllegalArgumentException} if there is none. */
    public static PrivateKey privateKey(JWK jwk) {
        try {
            if (!jwk.isPrivate()) {
                throw new IllegalArgumentException("key \"" + jwk.getKeyID() + "\" has no private part");
            }
            if (jwk instanceof OctetKeyPair okp) {
                byte[] d = okp.getDecodedD();
                byte[] encoded = Arrays.copyOf(ED25519_PKCS8, ED25519_PKCS8.length + ED25519_BYTES);
                System.arraycopy(d, 0, encoded, ED25519_PKCS8.length, ED25519_BYTES);
                return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            }
            return jwk instanceof RSAKey rsa
                    ? rsa.toPrivateKey()
                    : jwk.toECKey().toPrivateKey();
        } catch (GeneralSecurityException | JOSEException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("key \"" + jwk.getKeyID() + "\" is not sound: " + e.getMessage(), e);
        }
    }
}
