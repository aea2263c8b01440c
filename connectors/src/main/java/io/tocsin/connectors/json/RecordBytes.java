// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Cuts one record out of a delivery as it came, so that what is set aside is what was sent. */
public final class RecordBytes {
    private RecordBytes() {}

    /**
     * The bytes of one element. Reads the body again from its start: meant for the rare record that does not map.
     *
     * @param body JSON that {@link StrictJson#parse} has accepted
     * @param array where in it the array stands; throws {@link IllegalStateException} where there is none
     * @param index of the element, from 0
     */
    public static byte[] element(byte[] body, JsonPointer array, int index) {
        try (JsonParser parser = StrictJson.FACTORY.createParser(body)) {
            parser.nextToken();
            descend(parser, array);
            require(parser.currentToken() == JsonToken.START_ARRAY, array);
            for (int i = 0; i < index; i++) {
                parser.nextToken();
                parser.skipChildren();
            }
            require(parser.nextToken() != JsonToken.END_ARRAY, array);
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            return Arrays.copyOfRange(
                    body, start, (int) parser.currentLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory what was read before", e);
        }
    }

    private static void descend(JsonParser parser, JsonPointer pointer) throws IOException {
        JsonPointer rest = pointer;
        while (!rest.matches()) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME && !rest.matchesProperty(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                }
                require(parser.currentToken() == JsonToken.FIELD_NAME, pointer);
                parser.nextToken();
            } else {
                require(parser.currentToken() == JsonToken.START_ARRAY, pointer);
                parser.nextToken();
                for (int i = 0; i < rest.getMatchingIndex(); i++) {
                    parser.skipChildren();
                    parser.nextToken();
                }
            }
            rest = rest.tail();
        }
    }

    private static void require(boolean condition, JsonPointer pointer) {
        if (!condition) {
            throw new IllegalStateException("no such record at " + pointer);
        }
    }
}
