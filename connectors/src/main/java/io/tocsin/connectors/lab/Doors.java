// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is let in: by the one key that never changes, or by tokens that expire. */
final class Doors {
    private final InstantSource clock;
    private final Map<String, Instant> tokens = new HashMap<>();
    private @Nullable PublicKey trusted;
    private Duration lifetime = Duration.ofMinutes(30);

    Doors(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void lifetime(Duration time) {
        lifetime = time;
    }

    synchronized void revokeAll() {
        tokens.clear();
    }

    /** To a client that sent its id and secret in the form or by basic authentication. */
    synchronized Said token(String form, @Nullable String authorization) {
        boolean known = form.contains("client_secret=" + Lab.SECRET)
                || form.contains("client_assertion=")
                || isAsserted(form)
                || (authorization != null && authorization.startsWith("Basic "));
        if (!known) {
            return new Said(401, Map.of(), "{\"error\":\"invalid_client\"}");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, clock.instant().plus(lifetime));
        return Said.ok(Said.JSON
                .objectNode()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("expires_in", lifetime.toSeconds()));
    }

    /** Whose assertions are believed (RFC 7523 §2.1). */
    synchronized void trust(PublicKey key) {
        trusted = key;
    }

    private boolean isAsserted(String form) {
        int start = form.indexOf("&assertion=") < 0 ? form.indexOf("assertion=") : form.indexOf("&assertion=") + 1;
        if (start < 0
                || trusted == null
                || !form.contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")) {
            return false;
        }
        int end = form.indexOf('&', start);
        String token = form.substring(start + "assertion=".length(), end < 0 ? form.length() : end);
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return jwt.verify(new RSASSAVerifier((RSAPublicKey) trusted))
                    && claims.getStringClaim("scope") != null
                    && claims.getSubject() != null
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
        } catch (ParseException | JOSEException unused) {
            return false;
        }
    }

    synchronized boolean admits(@Nullable String authorization) {
        if (authorization == null) {
            return false;
        }
        if (authorization.equals("SSWS " + Lab.SECRET)
                || authorization.equals("ApiToken " + Lab.SECRET)
                || authorization.equals("Bearer " + Lab.SECRET)) {
            return true;
        }
        Instant end = authorization.startsWith("Bearer ") ? tokens.get(authorization.substring(7)) : null;
        return end != null && clock.instant().isBefore(end);
    }
}
