// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** JSON as RFC 8259 has it and nothing looser: one value in UTF-8, no duplicate keys, bounded depth and numbers. */
public final class StrictJson {
    /** Levels of nesting; real payloads have at most ten. */
    static final int MAX_DEPTH = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(64)
                    .build())
            .build();
    private static final ObjectReader READER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StrictJson() {}

    /** Throws {@link UnexpectedJsonException} where the bytes are anything but one JSON value. */
    public static JsonNode parse(byte[] body) {
        requireUtf8(body);
        try {
            JsonNode node = READER.readTree(body);
            if (node.isMissingNode()) {
                throw new UnexpectedJsonException("", "nothing", "JSON");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw refused(
                    e, "nesting deeper than " + MAX_DEPTH + " levels, or a number of more than 64 digits", "less");
        } catch (MismatchedInputException e) {
            throw isAboutDuplicate(e)
                    ? refused(e, "a key given twice in one object", "each key once")
                    : refused(e, "more behind the end of the value", "one JSON value");
        } catch (JsonProcessingException e) {
            throw refused(e, "what is not JSON", "JSON (RFC 8259)");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Jackson has one exception type for both; its message is the only difference. */
    private static boolean isAboutDuplicate(MismatchedInputException e) {
        String message = e.getOriginalMessage();
        return message != null && message.startsWith("Duplicate field");
    }

    private static UnexpectedJsonException refused(JsonProcessingException e, String found, String expected) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new UnexpectedJsonException(where, found, expected);
    }

    private static void requireUtf8(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer scratch = CharBuffer.allocate(Math.clamp(body.length, 16, 8192));
        CoderResult result = decoder.decode(bytes, scratch, true);
        while (result.isOverflow()) {
            scratch.clear();
            result = decoder.decode(bytes, scratch, true);
        }
        if (result.isError()) {
            throw new UnexpectedJsonException("byte " + bytes.position(), "a byte sequence that is not UTF-8", "UTF-8");
        }
    }
}
