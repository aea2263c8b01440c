// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** What a test wants to know of a SET. */
final class Tokens {
    private Tokens() {}

    static String claim(String token, String name) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim(name);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no JWT", e);
        }
    }
}
