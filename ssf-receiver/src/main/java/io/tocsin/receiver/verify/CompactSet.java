// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import io.tocsin.receiver.http.StrictJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of a compact JWS whose header says that it is a SET (RFC 7515 §7.1, SSF 1.0 §4.1.1). Nothing in it is
 * verified. The header members {@code jku}, {@code x5u}, {@code x5c} and {@code jwk} are not even read.
 */
record CompactSet(
        JWSAlgorithm algorithm,
        @Nullable String kid,
        ObjectNode payload,
        String payloadPart,
        Base64URL signature,
        String signingInput) {
    private static final int MAX_HEADER = 8 * 1024;
    private static final int MAX_KID = 512;
    private static final String TYP = "secevent+jwt";
    private static final String SNAPSHOT_TYP = "tocsin-snapshot+jwt";

    byte[] signedBytes() {
        return signingInput.getBytes(US_ASCII);
    }

    static CompactSet parse(String token, Set<JWSAlgorithm> allowed) throws Refusal {
        return parse(token, allowed, CompactSet::requireType);
    }

    /** The same for a JWT that is anything but a SET: one must not pass for the other (RFC 8725 §3.12). */
    static CompactSet parseOther(String token, Set<JWSAlgorithm> allowed) throws Refusal {
        return parse(token, allowed, CompactSet::requireOtherType);
    }

    /** The same for a page of a snapshot. */
    static CompactSet parseSnapshot(String token, Set<JWSAlgorithm> allowed) throws Refusal {
        return parse(token, allowed, CompactSet::requireSnapshot);
    }

    private static void requireSnapshot(ObjectNode header) throws Refusal {
        if (!SNAPSHOT_TYP.equals(header.path("typ").textValue())) {
            throw Refusal.invalidRequest("JOSE header typ is not " + SNAPSHOT_TYP);
        }
    }

    private interface HeaderCheck {
        void check(ObjectNode header) throws Refusal;
    }

    private static CompactSet parse(String token, Set<JWSAlgorithm> allowed, HeaderCheck type) throws Refusal {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || second == token.length() - 1 || token.indexOf('.', second + 1) >= 0) {
            throw Refusal.invalidRequest("not a JWS in compact serialization");
        }
        String headerPart = token.substring(0, first);
        String payloadPart = token.substring(first + 1, second);
        String signaturePart = token.substring(second + 1);
        if (headerPart.length() > MAX_HEADER) {
            throw Refusal.invalidRequest("JOSE header too large");
        }
        ObjectNode header = json(headerPart, "JOSE header");
        ObjectNode payload = json(payloadPart, "payload");
        base64url(signaturePart, "signature");
        type.check(header);
        JWSAlgorithm algorithm = algorithm(header, allowed);
        if (header.has("crit")) {
            throw Refusal.invalidRequest("JOSE header has crit, no extension is understood here");
        }
        return new CompactSet(
                algorithm, kid(header), payload, payloadPart, new Base64URL(signaturePart), token.substring(0, second));
    }

    private static ObjectNode json(String part, String name) throws Refusal {
        ObjectNode object = StrictJson.object(base64url(part, name).decode());
        if (object == null) {
            throw Refusal.invalidRequest(name + " is not one JSON object without repeated names");
        }
        return object;
    }

    private static Base64URL base64url(String part, String name) throws Refusal {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-' && c != '_') {
                throw Refusal.invalidRequest(name + " is not base64url");
            }
        }
        if (part.length() % 4 == 1) {
            throw Refusal.invalidRequest(name + " is not base64url");
        }
        return new Base64URL(part);
    }

    private static void requireOtherType(ObjectNode header) throws Refusal {
        String typ = asciiLowerCase(header.path("typ").asText(""));
        if (typ.equals(TYP) || typ.equals("application/" + TYP)) {
            throw Refusal.invalidRequest("JOSE header typ is " + TYP + ", expected another token");
        }
    }

    private static void requireType(ObjectNode header) throws Refusal {
        JsonNode typ = header.get("typ");
        if (typ == null || !typ.isTextual()) {
            throw Refusal.invalidRequest("JOSE header has no typ, expected " + TYP);
        }
        String value = asciiLowerCase(typ.textValue());
        if (!value.equals(TYP) && !value.equals("application/" + TYP)) {
            throw Refusal.invalidRequest("JOSE header typ is not " + TYP);
        }
    }

    private static JWSAlgorithm algorithm(ObjectNode header, Set<JWSAlgorithm> allowed) throws Refusal {
        JsonNode alg = header.get("alg");
        String name = alg == null || !alg.isTextual() ? "" : alg.textValue();
        for (JWSAlgorithm candidate : allowed) {
            if (candidate.getName().equals(name)) {
                return candidate;
            }
        }
        throw Refusal.invalidKey("JOSE header alg is not among the algorithms accepted here");
    }

    private static @Nullable String kid(ObjectNode header) throws Refusal {
        JsonNode kid = header.get("kid");
        if (kid == null) {
            return null;
        }
        if (!kid.isTextual() || kid.textValue().isEmpty() || kid.textValue().length() > MAX_KID) {
            throw Refusal.invalidRequest("JOSE header kid is not a string of 1 to " + MAX_KID + " characters");
        }
        return kid.textValue();
    }

    /** Not {@code equalsIgnoreCase}: that one folds U+017F and U+212A into ASCII. */
    private static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }
}
