// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;

/** Signs anything at all, well-formed or not. */
public final class Signer {
    public static final RSAKey RSA = rsa("rsa-1", 2048);
    public static final RSAKey OTHER_RSA = rsa("rsa-2", 2048);
    public static final RSAKey WEAK_RSA = rsa("weak", 1024);
    public static final ECKey EC = ec("ec-1", Curve.P_256);
    public static final ECKey EC_384 = ec("ec-384", Curve.P_384);

    private Signer() {}

    public static RSAKey rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String kid, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String header(String alg, String kid) {
        return "{\"typ\":\"secevent+jwt\",\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\"}";
    }

    /** A good SET of that payload. */
    public static String sign(String payload) {
        return sign(header("RS256", "rsa-1"), payload, RSA, JWSAlgorithm.RS256);
    }

    /** The signature of {@code alg} under whatever the header says. */
    public static String sign(String header, String payload, JWK key, JWSAlgorithm alg) {
        String input = part(header) + "." + part(payload);
        try {
            JWSSigner signer = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner(key.toECKey());
            return input + "." + signer.sign(new JWSHeader(alg), input.getBytes(US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String part(String json) {
        return Base64URL.encode(json.getBytes(UTF_8)).toString();
    }
}
