// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.vendor.Origin;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/**
 * A Google service account that acts for somebody of the domain (RFC 7523 §2.1).
 *
 * @param key the account's key as Google gives it out: JSON with {@code client_email}, {@code private_key} and
 *     {@code token_uri}
 * @param subject the administrator for whom it acts, by domain-wide delegation
 * @param scopes what to ask for
 */
public record ServiceAccount(Secret key, String subject, List<String> scopes) implements Credential {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    public ServiceAccount {
        if (key == null || subject == null || subject.isEmpty() || scopes == null || scopes.isEmpty()) {
            throw new IllegalArgumentException("credential: key, subject or scopes is missing");
        }
        scopes = List.copyOf(scopes);
        Origin.of("credential.key: token_uri", tokenUrl(key));
        privateKey(key);
    }

    @Override
    public VendorApi prove(VendorApi paced, VendorApi http, InstantSource clock) {
        return new AccessTokens(http, tokenUrl(), () -> question(clock.instant()), clock).authorize(paced);
    }

    /** Where the account's tokens come from. */
    URI tokenUrl() {
        return tokenUrl(key);
    }

    /** Asks for a token, by an assertion that the account's key signs (RFC 7523 §2.1). */
    HTTPRequest question(Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(member(key, "client_email"))
                .subject(subject)
                .audience(tokenUrl().toString())
                .claim("scope", String.join(" ", scopes))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            jwt.sign(new RSASSASigner(privateKey(key)));
        } catch (JOSEException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, tokenUrl());
        request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        request.setBody(URLUtils.serializeParameters(new JWTBearerGrant(jwt).toParameters()));
        return request;
    }

    private static URI tokenUrl(Secret key) {
        return URI.create(member(key, "token_uri"));
    }

    /** The message never has a part of the key. */
    private static String member(Secret key, String name) {
        try {
            return JsonAt.root(StrictJson.parse(key.reveal().getBytes(UTF_8)))
                    .get(name)
                    .requireText();
        } catch (UnexpectedJsonException e) {
            throw new IllegalArgumentException("credential.key: " + e.problem(), e);
        }
    }

    private static PrivateKey privateKey(Secret key) {
        String bare = member(key, "private_key").replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(bare)));
        } catch (GeneralSecurityException | IllegalArgumentException unused) {
            throw new IllegalArgumentException("credential.key: private_key: expected an RSA key in PEM (PKCS #8)");
        }
    }
}
