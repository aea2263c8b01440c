// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.KeyPairs;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ring as a JWK Set (RFC 7517 §5). Times are in the members {@code iat}, {@code nbf} and {@code exp}, in seconds;
 * they are for us and never published.
 */
final class RingJson {
    private RingJson() {}

    /** Throws {@link IllegalArgumentException} that names the file and what is wrong in it. */
    static KeyRing read(String text, String file) {
        JsonNode keys;
        try {
            keys = Json.parse(text).path("keys");
        } catch (MalformedException e) {
            throw new IllegalArgumentException("key file " + file + " is not a JWK Set: " + e.getMessage(), e);
        }
        if (!keys.isArray()) {
            throw new IllegalArgumentException("key file " + file + " is not a JWK Set: it has no array \"keys\"");
        }
        List<RingKey> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode key : keys) {
            RingKey next = key(key, file);
            if (!ids.add(next.keyId())) {
                throw new IllegalArgumentException("key file " + file + " has the kid \"" + next.keyId()
                        + "\" twice, expected each key to have its own");
            }
            read.add(next);
        }
        return new KeyRing(read);
    }

    private static RingKey key(JsonNode node, String file) {
        try {
            JWK jwk = JWK.parse(node.toString());
            String found = jwk.getKeyType() + " of " + jwk.size() + " bits";
            if (jwk.getKeyID() == null) {
                throw new IllegalArgumentException(
                        "key file " + file + " has a key (" + found + ") without kid, expected one");
            }
            SigningAlgorithm algorithm = KeyPairs.algorithmOf(jwk)
                    .orElseThrow(() -> new IllegalArgumentException("key file " + file + " has key \""
                            + jwk.getKeyID() + "\", " + found
                            + (jwk.getAlgorithm() == null ? "" : " for " + jwk.getAlgorithm()) + ", expected "
                            + KeyPairs.EXPECTED));
            return new RingKey(jwk, algorithm, time(node, "iat"), time(node, "nbf"), time(node, "exp"));
        } catch (ParseException e) {
            throw new IllegalArgumentException("key file " + file + " has a key that is no JWK: " + e.getMessage(), e);
        }
    }

    private static @Nullable Instant time(JsonNode node, String member) {
        return node.path(member).isNumber()
                ? Instant.ofEpochSecond(node.path(member).asLong())
                : null;
    }

    /** Everything, private parts too. */
    static String write(KeyRing ring) {
        ArrayNode keys = Json.object().arrayNode();
        for (RingKey key : ring.keys()) {
            ObjectNode node = (ObjectNode) Json.parse(key.jwk().toJSONString());
            put(node, "iat", key.published());
            put(node, "nbf", key.signsFrom());
            put(node, "exp", key.unpublished());
            keys.add(node);
        }
        return Json.write(Json.object().set("keys", keys));
    }

    private static void put(ObjectNode node, String member, @Nullable Instant time) {
        if (time == null) {
            node.remove(member);
        } else {
            node.put(member, time.getEpochSecond());
        }
    }

    /** The JWKS document: what a receiver needs to verify, and nothing else. */
    static String publish(List<RingKey> ring) {
        ArrayNode keys = Json.object().arrayNode();
        for (RingKey key : ring) {
            ObjectNode node = (ObjectNode) Json.parse(key.jwk().toPublicJWK().toJSONString());
            node.remove(List.of("iat", "nbf", "exp"));
            node.put("use", "sig");
            node.put("alg", key.algorithm().jose());
            keys.add(node);
        }
        return Json.write(Json.object().set("keys", keys));
    }
}
