// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.Snapshot;
import io.tocsin.receiver.http.StrictJson;
import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page of a snapshot as it comes: a JWT of a type of its own, signed with the keys of the stream's SETs. */
public final class SignedSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(SignedSnapshot.class);

    private static final int MAX_INFLATED = 32 * 1024 * 1024;

    private SignedSnapshot() {}

    /**
     * May block while keys are fetched: not for event loops.
     *
     * @throws IOException if it is not what a transmitter of that stream would send
     * @throws UndecidedException if the keys of the issuer cannot be had now
     */
    public static Snapshot read(String token, String streamId, Expectations expected)
            throws IOException, UndecidedException {
        try {
            CompactSet page = CompactSet.parseSnapshot(token, expected.algorithms());
            ObjectNode claims = page.payload();
            if (!expected.issuer().equals(claims.path("iss").textValue())) {
                throw Refusal.invalidRequest("claim iss is not the issuer of this stream");
            }
            SignatureCheck.check(page, expected.keys().find(page.kid()));
            if (!streamId.equals(claims.path("stream_id").textValue())) {
                throw Refusal.invalidRequest("claim stream_id is another stream");
            }
            return new Snapshot(
                    sets(inflated(claims.path("sets").asText("")), expected),
                    claims.path("watermark").asText(""),
                    claims.path("more").asBoolean());
        } catch (Refusal | IllegalArgumentException refused) {
            throw new IOException("the snapshot is not acceptable: " + refused.getMessage(), refused);
        }
    }

    /** The claims of the SETs are an array, compressed (RFC 1951): one is much like the other. */
    private static ArrayNode inflated(String compressed) throws Refusal {
        Inflater inflater = new Inflater(true);
        try (InputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(compressed)), inflater)) {
            byte[] bytes = in.readNBytes(MAX_INFLATED + 1);
            if (bytes.length <= MAX_INFLATED && StrictJson.value(bytes) instanceof ArrayNode sets) {
                return sets;
            }
            throw Refusal.invalidRequest("claim sets is no array of at most " + MAX_INFLATED + " bytes");
        } catch (IOException e) {
            throw Refusal.invalidRequest("claim sets is not compressed as expected: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    /** What cannot be read would have been refused on the stream too. */
    private static List<SetClaims> sets(ArrayNode sets, Expectations expected) {
        List<SetClaims> read = new ArrayList<>();
        int refused = 0;
        for (JsonNode set : sets) {
            try {
                SetClaims claims = set instanceof ObjectNode object ? SetClaimsJson.read(object) : null;
                if (claims != null && claims.iss().equals(expected.issuer())) {
                    read.add(claims);
                } else {
                    refused++;
                }
            } catch (IllegalArgumentException malformed) {
                refused++;
            }
        }
        if (refused > 0) {
            LOG.warn("{} of {} events of a snapshot cannot be read, left out", refused, sets.size());
        }
        return read;
    }
}
