// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.stream.StreamRegistration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The claims of SETs as they are found, compressed at once: one is much like the other. Used by one thread, once. */
final class Page {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SETS = 10_000;
    private static final int BYTES = 8 * 1024 * 1024;
    private static final int EVENTS = 200_000;

    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final JsonGenerator array;
    private int sets;
    private int seen;

    Page() {
        try {
            array = JSON.createGenerator(new DeflaterOutputStream(compressed, deflater));
            array.writeStartArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** An event was looked at, whether or not it is for the stream. */
    void seen() {
        seen++;
    }

    void add(ObjectNode set) {
        try {
            JSON.writeTree(array, set);
            sets++;
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    boolean isFull() {
        return seen >= EVENTS || sets >= SETS || deflater.getBytesRead() >= BYTES;
    }

    /** The page as it is signed; nothing can be added any more. */
    ObjectNode claims(StreamRegistration stream, Watermark watermark, Instant now, boolean more) {
        try {
            array.writeEndArray();
            array.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        } finally {
            deflater.end();
        }
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", stream.iss());
        stream.aud().forEach(claims.putArray("aud")::add);
        return claims.put("iat", now.getEpochSecond())
                .put("stream_id", stream.streamId())
                .put("watermark", watermark.toString())
                .put("more", more)
                .put("sets", Base64.getUrlEncoder().withoutPadding().encodeToString(compressed.toByteArray()));
    }
}
