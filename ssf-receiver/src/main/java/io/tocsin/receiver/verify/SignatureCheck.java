// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** One signature against the keys its {@code kid} names; the type of the key must fit the algorithm. */
final class SignatureCheck {
    private static final int MIN_RSA_BITS = 2048;
    /** Larger ones make one verification cost what a thousand should. */
    private static final int MAX_RSA_BITS = 8192;

    private static final byte[] ED25519_SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_KEY_BYTES = 32;

    private SignatureCheck() {}

    static void check(CompactSet set, List<JWK> found) throws Refusal {
        List<JWK> candidates =
                found.stream().filter(key -> usable(key, set.algorithm())).toList();
        if (candidates.isEmpty()) {
            throw Refusal.invalidKey("the issuer has no key of that kid for this alg");
        }
        if (set.kid() == null && candidates.size() > 1) {
            throw Refusal.invalidKey("JOSE header has no kid and the issuer has several keys");
        }
        for (JWK key : candidates) {
            if (verifies(set, key)) {
                return;
            }
        }
        throw Refusal.invalidKey("signature does not verify");
    }

    private static boolean usable(JWK key, JWSAlgorithm algorithm) {
        boolean forSignatures = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
        boolean forAlgorithm = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        return forSignatures && forAlgorithm && typeFits(key, algorithm);
    }

    private static boolean typeFits(JWK key, JWSAlgorithm algorithm) {
        if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
            return key instanceof RSAKey;
        }
        if (JWSAlgorithm.Family.EC.contains(algorithm)) {
            return key instanceof ECKey ec && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve());
        }
        return key instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve());
    }

    private static boolean verifies(CompactSet set, JWK key) throws Refusal {
        try {
            return switch (key) {
                case RSAKey rsa -> {
                    requireSize(rsa.size());
                    yield verifies(set, new RSASSAVerifier(rsa.toRSAPublicKey()));
                }
                case ECKey ec -> verifies(set, new ECDSAVerifier(ec.toECPublicKey()));
                case OctetKeyPair okp -> verifiesEd25519(set, okp);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException unusable) {
            throw new Refusal(ErrorCode.INVALID_KEY, "key or signature cannot be used", unusable);
        }
    }

    private static void requireSize(int bits) throws Refusal {
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw Refusal.invalidKey("RSA key is not of " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits");
        }
    }

    private static boolean verifies(CompactSet set, JWSVerifier verifier) throws JOSEException {
        return verifier.verify(new JWSHeader.Builder(set.algorithm()).build(), set.signedBytes(), set.signature());
    }

    /** Nimbus' own verifier needs Tink; the JDK has had the algorithm since 15. */
    private static boolean verifiesEd25519(CompactSet set, OctetKeyPair key) throws GeneralSecurityException {
        byte[] raw = key.getDecodedX();
        if (raw.length != ED25519_KEY_BYTES) {
            return false;
        }
        byte[] spki = new byte[ED25519_SPKI_PREFIX.length + raw.length];
        System.arraycopy(ED25519_SPKI_PREFIX, 0, spki, 0, ED25519_SPKI_PREFIX.length);
        System.arraycopy(raw, 0, spki, ED25519_SPKI_PREFIX.length, raw.length);
        PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(publicKey);
        signature.update(set.signedBytes());
        return signature.verify(set.signature().decode());
    }
}
