// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.subject.Subject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * The first 128 bits of the SHA-256 of a subject's JSON with the members of each object in order of name. Receivers
 * choose what is hashed, so only a hash in which nobody can find two subjects alike may stand for equality.
 */
public record SubjectHash(long high, long low) {
    private static final MessageDigest SHA_256 = sha256();

    public static SubjectHash of(Subject subject) {
        return digest(Json.write(canonical(SubjectJson.write(subject))).getBytes(UTF_8));
    }

    /** Of several together, in that order. */
    static SubjectHash of(List<SubjectHash> parts) {
        ByteBuffer bytes = ByteBuffer.allocate(parts.size() * 2 * Long.BYTES);
        parts.forEach(part -> bytes.putLong(part.high).putLong(part.low));
        return digest(bytes.array());
    }

    /** 22 characters of base64url. */
    public String text() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what {@link #text} wrote. Throws {@link IllegalArgumentException}. */
    public static SubjectHash parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException("subject hash has " + bytes.length + " bytes, expected 16");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SubjectHash(buffer.getLong(), buffer.getLong());
    }

    @Override
    public int hashCode() {
        return (int) high;
    }

    private static SubjectHash digest(byte[] bytes) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(((MessageDigest) SHA_256.clone()).digest(bytes));
            return new SubjectHash(digest.getLong(), digest.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's SHA-256 could be cloned a moment ago", e);
        }
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>(node.size());
            node.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            names.forEach(name -> sorted.set(name, canonical(node.get(name))));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(canonical(element)));
            return array;
        }
        return node;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
