// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;

/** What a test wants to know of a SET. */
public final class Tokens {
    private Tokens() {}

    public static String claim(String token, String name) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim(name);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no JWT", e);
        }
    }

    /** The ids of the SETs in the answer to a poll. */
    public static Set<String> jtis(TransmitterRig.Response poll) {
        Set<String> jtis = new HashSet<>();
        poll.json().path("sets").fieldNames().forEachRemaining(jtis::add);
        return jtis;
    }
}
