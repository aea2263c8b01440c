// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;

/** A receiver's side of a signature: the published JWKS and the token, nothing else. */
public final class Verifying {
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Verifying() {}

    /** Does the key that the token names verify it, and is it for that algorithm? False if the set has no such key. */
    public static boolean verifies(String token, String jwks) {
        try {
            JWSObject jws = JWSObject.parse(token);
            JWK key = JWKSet.parse(jwks).getKeyByKeyId(jws.getHeader().getKeyID());
            return key != null && jws.getHeader().getAlgorithm().equals(key.getAlgorithm()) && verifies(jws, key);
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean verifies(JWSObject jws, JWK key) throws JOSEException, GeneralSecurityException {
        if (key instanceof RSAKey rsa) {
            return jws.verify(new RSASSAVerifier(rsa));
        }
        if (key instanceof ECKey ec) {
            return jws.verify(new ECDSAVerifier(ec));
        }
        byte[] x = ((OctetKeyPair) key).getDecodedX();
        byte[] encoded = HexFormat.of()
                .parseHex(
                        HexFormat.of().formatHex(ED25519_X509) + HexFormat.of().formatHex(x));
        Signature signature = Signature.getInstance("Ed25519", "SunEC");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update((jws.getHeader().toBase64URL() + "." + jws.getPayload().toBase64URL()).getBytes(US_ASCII));
        return signature.verify(jws.getSignature().decode());
    }
}
