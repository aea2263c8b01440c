// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth0;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.Auth0LogConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Auth0's stream and Auth0's log, which tell the same. */
class Auth0Test {
    private static final Auth0Events STREAM = new Auth0Events("acme.eu.auth0.example", true);
    private static final JsonNode BATCH = Samples.json("auth0/log-stream-batch.json");

    @AutoClose
    private final LabBench bench = new LabBench();

    private Desk log() {
        return bench.desk(
                new Auth0LogConfig("auth0", "acme", "acme.eu.auth0.example", true, bench.oauth(), TWO_DAYS), "logs");
    }

    private Shelf logged(int events) {
        Shelf shelf = bench.lab.shelf("/api/v2/logs");
        for (int i = 0; i < events; i++) {
            shelf.add(BATCH.get(i).get("data"));
        }
        return shelf;
    }

    @Test
    void theStreamAndTheLogGiveTheSameSignals() throws Exception {
        logged(5);
        Desk desk = log();
        desk.read();
        assertThat(desk.ids())
                .containsExactlyInAnyOrderElementsOf(
                        Samples.signals(STREAM, BATCH).stream().map(Signal::id).toList());
    }

    @Test
    void theLogIsReadOnFromTheLastEvent() throws Exception {
        Shelf shelf = logged(2);
        Desk desk = log();
        desk.read();
        assertThat(desk.signals).hasSize(2);
        desk.reopen();
        desk.read();
        assertThat(desk.signals).as("nothing new").hasSize(2);
        shelf.add(((ObjectNode) BATCH.get(0).get("data").deepCopy())
                .put("log_id", "90020260302090000000fake00000000000000000000000000000006"));
        desk.read();
        assertThat(desk.ids()).hasSize(3).doesNotHaveDuplicates();
        shelf.remove(event -> true);
        assertThat(catchThrowableOfType(FaultException.class, desk::read).kind())
                .isEqualTo(Trouble.Kind.CURSOR_INVALID);
    }

    @Test
    void aBatchIsAnArrayOrAnEventALineOrOneEvent() {
        List<String> lines = new ArrayList<>();
        BATCH.forEach(event -> lines.add(event.toString()));
        assertThat(records(String.join("\n", lines) + "\n")).isEqualTo(5);
        assertThat(records(String.join("\r\n", lines))).isEqualTo(5);
        assertThat(records(BATCH.toString())).isEqualTo(5);
        assertThat(records(BATCH.toPrettyString())).isEqualTo(5);
        assertThat(records(lines.getFirst())).isEqualTo(1);
        assertThat(records(BATCH.get(0).toPrettyString())).isEqualTo(1);
    }

    private static int records(String body) {
        return STREAM.records(JsonAt.root(StrictJson.parse(STREAM.json(body.getBytes(UTF_8)))))
                .records()
                .size();
    }
}
