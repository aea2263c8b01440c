// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies SETs (RFC 8417, SSF 1.0 §4, RFC 8935 §2). The order is part of the contract: what is cheap and needs no key
 * comes first, nothing is fetched for a foreign issuer or an algorithm that is not accepted, and no claim but
 * {@code iss} is looked at before the signature holds.
 */
public final class SetVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(SetVerifier.class);
    /** How far {@code iat} may be ahead of our clock. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private static final int MAX_JTI = 1024;

    private final InstantSource clock;
    private final int maxTokenLength;

    /**
     * A verifier for any number of streams.
     *
     * @param maxTokenLength longest token looked at, in characters
     */
    public SetVerifier(InstantSource clock, int maxTokenLength) {
        this.clock = clock;
        this.maxTokenLength = maxTokenLength;
    }

    /**
     * May block while keys are fetched: not for event loops.
     *
     * @throws UndecidedException if the keys of the issuer cannot be had now
     */
    public Verdict verify(String token, Expectations expected) throws UndecidedException {
        try {
            if (token.length() > maxTokenLength) {
                throw Refusal.invalidRequest("SET is longer than " + maxTokenLength + " characters");
            }
            CompactSet set = CompactSet.parse(token, expected.algorithms());
            requireIssuer(set.payload(), expected.issuer());
            SignatureCheck.check(set, expected.keys().find(set.kid()));
            ObjectNode payload = set.payload();
            requireAudience(payload, expected.audiences());
            requireClaims(payload, expected.legacySubject());
            return new Verdict.Verified(claims(payload), token, sha256(set.payloadPart()));
        } catch (Refusal refusal) {
            return refusal.asVerdict();
        }
    }

    private static void requireIssuer(ObjectNode payload, String issuer) throws Refusal {
        JsonNode iss = payload.get("iss");
        if (iss == null || !iss.isTextual()) {
            throw Refusal.invalidRequest("claim iss is not a string");
        }
        if (!iss.textValue().equals(issuer)) {
            throw new Refusal(ErrorCode.INVALID_ISSUER, "claim iss is not the issuer of this stream");
        }
    }

    private static void requireAudience(ObjectNode payload, Set<String> audiences) throws Refusal {
        JsonNode aud = payload.get("aud");
        if (aud != null && !aud.isTextual() && !aud.isArray()) {
            throw Refusal.invalidRequest("claim aud is neither a string nor an array of strings");
        }
        boolean named = false;
        if (aud != null && aud.isTextual()) {
            named = audiences.contains(aud.textValue());
        } else if (aud != null) {
            for (JsonNode value : aud) {
                if (!value.isTextual()) {
                    throw Refusal.invalidRequest("claim aud is neither a string nor an array of strings");
                }
                named |= audiences.contains(value.textValue());
            }
        }
        if (!named) {
            throw new Refusal(ErrorCode.INVALID_AUDIENCE, "claim aud does not name this receiver");
        }
    }

    private void requireClaims(ObjectNode payload, boolean legacySubject) throws Refusal {
        JsonNode iat = payload.get("iat");
        if (iat == null || !iat.isNumber()) {
            throw Refusal.invalidRequest("claim iat is not a number");
        }
        long now = clock.instant().getEpochSecond();
        double latest = now + MAX_SKEW.toSeconds();
        if (iat.doubleValue() > latest) {
            // refused for good, though the clock that is wrong may be the one here
            LOG.warn(
                    "A SET says that it was issued {} s ahead of the clock here, expected {} s at most. Is it right?",
                    Math.round(iat.doubleValue() - now),
                    MAX_SKEW.toSeconds());
        }
        if (!(iat.doubleValue() >= 0 && iat.doubleValue() <= latest)) {
            throw Refusal.invalidRequest("claim iat is not in seconds since the epoch, or lies in the future");
        }
        JsonNode jti = payload.get("jti");
        if (jti == null
                || !jti.isTextual()
                || jti.textValue().isEmpty()
                || jti.textValue().length() > MAX_JTI) {
            throw Refusal.invalidRequest("claim jti is not a string of 1 to " + MAX_JTI + " characters");
        }
        if (payload.has("exp") || payload.has("sub")) {
            throw Refusal.invalidRequest("claims exp and sub are forbidden in a SET");
        }
        JsonNode events = payload.path("events");
        if (!events.isObject() || events.size() != 1) {
            throw Refusal.invalidRequest("claim events is not an object of one event");
        }
        if (!events.elements().next().isObject()) {
            throw Refusal.invalidRequest("the event is not an object");
        }
        // the codec takes a subject from inside the event for granted; here it is a matter of agreement
        if (!payload.path("sub_id").isObject() && (payload.has("sub_id") || !legacySubject)) {
            throw Refusal.invalidRequest("claim sub_id is not an object");
        }
    }

    private static SetClaims claims(ObjectNode payload) throws Refusal {
        try {
            return SetClaimsJson.read(payload);
        } catch (MalformedException malformed) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, printable(String.valueOf(malformed.getMessage())), malformed);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "the claims do not fit their definitions", malformed);
        }
    }

    /** The message may quote what was found: it goes back to the sender, in one line of ASCII, and into no log. */
    private static String printable(String message) {
        String line = message.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= 300 ? line : line.substring(0, 300);
    }

    private static String sha256(String payloadPart) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(payloadPart.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
