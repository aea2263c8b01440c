// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.http.HttpsClient;
import io.tocsin.receiver.http.Urls;
import io.tocsin.receiver.http.WellKnown;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a transmitter says of itself (SSF 1.0 §7.1); any endpoint may be missing, and that of snapshots is ours alone.
 */
record TransmitterMetadata(
        String issuer,
        URI jwksUri,
        @Nullable URI configurationEndpoint,
        @Nullable URI statusEndpoint,
        @Nullable URI verificationEndpoint,
        @Nullable URI snapshotEndpoint,
        Set<String> criticalSubjectMembers) {

    /**
     * Fetches the document (SSF 1.0 §7.2).
     *
     * @throws IOException also where the document names another issuer: nothing in it is used then
     */
    static TransmitterMetadata discover(HttpsClient http, String issuer) throws IOException, InterruptedException {
        ObjectNode document = WellKnown.fetch(http, "ssf-configuration", issuer);
        URI jwksUri = endpoint(document, "jwks_uri");
        if (jwksUri == null) {
            throw new IOException("the transmitter's metadata have no jwks_uri");
        }
        Set<String> critical = new TreeSet<>();
        for (JsonNode member : document.path("critical_subject_members")) {
            critical.add(member.asText());
        }
        return new TransmitterMetadata(
                issuer,
                jwksUri,
                endpoint(document, "configuration_endpoint"),
                endpoint(document, "status_endpoint"),
                endpoint(document, "verification_endpoint"),
                endpoint(document, "tocsin_snapshot_endpoint"),
                critical);
    }

    private static @Nullable URI endpoint(ObjectNode document, String name) throws IOException {
        JsonNode value = document.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        return Urls.https("metadata member " + name, value);
    }
}
