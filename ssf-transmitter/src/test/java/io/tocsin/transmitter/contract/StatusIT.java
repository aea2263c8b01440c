// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver stops and starts its stream (SSF 1.0 §8.1.2). */
class StatusIT extends RigCase {
    private static final String STATUS = TransmitterRig.PATH + "/ssf/status";
    private static final String VERIFY = TransmitterRig.PATH + "/ssf/verify";

    private String id;

    @BeforeEach
    void oneStream() {
        rig.deleteAll("alpha");
        id = rig.createPoll("alpha");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "paused", "disabled"})
    @Requirement({"SSF-8.1.2.2-2", "SSF-8.1.2.1-1", "SSF-8.1.2.1-2", "SSF-8.1.2-2"})
    void theStatusIsWhatWasSetWithItsReason(String status) {
        TransmitterRig.Response set = set(status, "maintenance");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.body())
                .isEqualTo("{\"stream_id\":\"" + id + "\",\"status\":\"" + status + "\",\"reason\":\"maintenance\"}");
        assertThat(rig.get("alpha", STATUS + "?stream_id=" + id).json()).isEqualTo(set.json());
        assertThat(set(status, null).json().has("reason")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"stream_id\":\"{id}\"}",
                "{\"status\":\"paused\"}",
                "{\"stream_id\":\"{id}\",\"status\":\"PAUSED\"}",
                "{\"stream_id\":\"{id}\",\"status\":\"stopped\"}",
                "{\"stream_id\":\"{id}\",\"status\":7}",
                "{\"stream_id\":\"{id}\",\"status\":\"paused\",\"reason\":{}}"
            })
    @Requirement("SSF-8.1.2.2-4")
    void whatIsWrongIs400AndChangesNothing(String body) {
        TransmitterRig.Response refused = rig.post("alpha", STATUS, body.replace("{id}", id));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("description").asText()).contains("expected");
        assertThat(rig.get("alpha", STATUS + "?stream_id=" + id)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("enabled");
    }

    @Test
    @Requirement({"SSF-8.1.2.1-4", "SSF-8.1.2.1-5", "SSF-8.1.2.1-6", "SSF-8.1.2.1-9", "SSF-8.1.4.2-2", "A-12", "A-14"})
    void aPausedStreamHoldsEverythingVerificationToo() {
        set("paused", null);
        rig.emit("p1-" + id, "alpha", "alice");
        rig.emit("p2-" + id, "alpha", "alice");
        assertThat(rig.post("alpha", VERIFY, "{\"stream_id\":\"" + id + "\",\"state\":\"s\"}")
                        .status())
                .isEqualTo(204);

        assertThat(rig.poll("alpha", id, "{\"returnImmediately\":true}").body()).isEqualTo("{\"sets\":{}}");
        set("enabled", null);

        await().untilAsserted(() -> assertThat(rig.poll("alpha", id, "{\"returnImmediately\":true}")
                        .json()
                        .path("sets"))
                .as("no stream-updated among them")
                .hasSize(3));
    }

    @Test
    @Requirement({"SSF-8.1.2.1-7", "SSF-8.1.2.1-9", "SSF-8.1.4.2-2", "A-12"})
    void aDisabledStreamHoldsNothingVerificationNeither() {
        set("disabled", null);
        rig.emit("d1-" + id, "alpha", "alice");
        assertThat(rig.post("alpha", VERIFY, "{\"stream_id\":\"" + id + "\"}").status())
                .isEqualTo(204);
        assertThat(rig.poll("alpha", id, "{}").body()).isEqualTo("{\"sets\":{}}");
        set("enabled", null);

        // what comes behind has overtaken nothing: each stream's SETs keep their order
        rig.emit("d2-" + id, "alpha", "alice");
        JsonNode sets = await().until(
                        () -> rig.poll("alpha", id, "{\"returnImmediately\":true}")
                                .json()
                                .path("sets"),
                        found -> !found.isEmpty());
        assertThat(sets).hasSize(1);
    }

    @Test
    @Requirement("SSF-8.1.2-3")
    void anotherStreamOfTheSameReceiverGoesOn() {
        String other = rig.createPoll("alpha");
        set("paused", null);

        rig.emit("o1-" + id, "alpha", "alice");

        await().until(() -> rig.poll("alpha", other, "{}").json().path("sets").size() == 1);
        assertThat(rig.get("alpha", STATUS + "?stream_id=" + other)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("enabled");
    }

    @Test
    @Requirement({"SSF-8.1.2.2-4", "SSF-8-4"})
    void onlyItsOwnerSetsAStreamsStatus() {
        String body = "{\"stream_id\":\"" + id + "\",\"status\":\"paused\"}";

        assertThat(rig.post(null, STATUS, body).status()).isEqualTo(401);
        assertThat(rig.post("alpha-reads", STATUS, body).status()).isEqualTo(403);
        assertThat(rig.post("beta", STATUS, body).status()).isEqualTo(404);
    }

    private TransmitterRig.Response set(String status, @Nullable String reason) {
        return rig.post(
                "alpha",
                STATUS,
                "{\"stream_id\":\"" + id + "\",\"status\":\"" + status + "\""
                        + (reason == null ? "}" : ",\"reason\":\"" + reason + "\"}"));
    }
}
