// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures by Ed25519 (RFC 8037 §3.1), which Nimbus leaves to another library, verified by the platform. */
final class Ed25519 {
    private static final String NAME = "Ed25519";
    /** What stands before the key in its X.509 form (RFC 8410 §4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    private Ed25519() {}

    static boolean verifies(SignedJWT token, OctetKeyPair key) {
        byte[] point = key.getDecodedX();
        if (!Curve.Ed25519.equals(key.getCurve()) || point.length != KEY_BYTES) {
            return false;
        }
        byte[] encoded = new byte[X509.length + KEY_BYTES];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(point, 0, encoded, X509.length, KEY_BYTES);
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
