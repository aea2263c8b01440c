// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.Caller;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.client.StaticTokens;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a bearer token is (RFC 9068 §4): a token of our own issuing, for us, unexpired, of a receiver that is
 * still registered; or a configured static token. Everything else is nobody's.
 */
public final class AccessTokenVerifier {
    private static final int MAX_LENGTH = 8 * 1024;

    private final String issuer;
    private final SigningKeys keys;
    private final ReceiverLookup receivers;
    private final StaticTokens staticTokens;
    private final InstantSource clock;

    public AccessTokenVerifier(
            String issuer, SigningKeys keys, ReceiverLookup receivers, StaticTokens staticTokens, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.receivers = receivers;
        this.staticTokens = staticTokens;
        this.clock = clock;
    }

    /** Who may be served for this token; empty for a bad one, without saying what is bad about it. */
    public Optional<Caller> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<Caller> known = staticTokens
                .callerOf(token)
                .filter(caller ->
                        receivers.byClientId(caller.receiver().clientId()).isPresent());
        return known.isPresent() ? known : verifyJwt(token);
    }

    private Optional<Caller> verifyJwt(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            // type and algorithm are judged before any key is looked for
            if (!isAccessToken(header.getType())
                    || !JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    || header.getCriticalParams() != null) {
                return Optional.empty();
            }
            Optional<RSAKey> key = Optional.ofNullable(header.getKeyID()).flatMap(keys::byId);
            if (key.isEmpty() || !jwt.verify(new RSASSAVerifier(key.get().toRSAPublicKey()))) {
                return Optional.empty();
            }
            return callerOf(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> callerOf(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        boolean expired = claims.getExpirationTime() == null
                || !now.isBefore(claims.getExpirationTime().toInstant());
        boolean early = claims.getNotBeforeTime() != null
                && now.isBefore(claims.getNotBeforeTime().toInstant());
        boolean good = issuer.equals(claims.getIssuer())
                && claims.getAudience().contains(issuer)
                && !expired
                && !early
                // a SET is never an access token, whatever its header says (RFC 8417 §4.1)
                && claims.getClaim("events") == null;
        if (!good) {
            return Optional.empty();
        }
        String clientId = claims.getStringClaim("client_id");
        String scope = claims.getStringClaim("scope");
        if (clientId == null || scope == null) {
            return Optional.empty();
        }
        return receivers.byClientId(clientId).map(receiver -> new Caller(receiver, stillGranted(receiver, scope)));
    }

    /** What the token says, less what the receiver's registration no longer allows. */
    private static Set<Scope> stillGranted(ReceiverRegistration receiver, String scope) {
        Set<Scope> grantable = Scope.parseAll(receiver.scopes());
        return Arrays.stream(scope.split(" ", -1))
                .flatMap(name -> Scope.parse(name).stream())
                .filter(grantable::contains)
                .collect(Collectors.toSet());
    }

    private static boolean isAccessToken(@Nullable JOSEObjectType type) {
        if (type == null) {
            return false;
        }
        String text = type.toString().toLowerCase(Locale.ROOT);
        return text.equals("at+jwt") || text.equals("application/at+jwt");
    }
}
