// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.log.CursorFeed;
import io.tocsin.connectors.log.WindowFeed;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.microsoft.ManagedDevices;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.okta.OktaLog;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.snapshot.SnapshotFeed;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader dies at every step of a page, and another goes on: no signal is lost, and none is there twice. */
@ExtendWith(KafkaExtension.class)
class KillIT {
    @AutoClose
    private KillRig rig;

    @BeforeEach
    void start(KafkaCluster cluster) {
        rig = new KillRig(cluster);
    }

    @ParameterizedTest
    @EnumSource
    void alongACursor(Step step) throws Exception {
        Shelf log = rig.bench.lab.shelf("/api/v1/logs");
        JsonNode event = Samples.json("okta/system-log-page-1.json").at("/body/0");
        for (int i = 0; i < 5; i++) {
            log.add(((ObjectNode) event.deepCopy()).put("uuid", "uuid-" + i));
        }
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), rig.api(), 2);
        List<Signal> signals = rig.killed(step, (id, api) -> new CursorFeed(id, format, api, Duration.ofDays(1)));
        assertThat(signals)
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("uuid-0", "uuid-1", "uuid-2", "uuid-3", "uuid-4");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEFORE_THE_TRANSACTION", "BEFORE_THE_COMMIT"})
    void overAWindowOfTime(Step step) throws Exception {
        Shelf shelf = rig.bench.lab.shelf("/v1.0/auditLogs/signIns");
        JsonNode signIn = Samples.json("entra/signins-page.json").at("/value/0");
        for (int i = 0; i < 5; i++) {
            shelf.add(((ObjectNode) signIn.deepCopy())
                    .put("id", "id-" + i)
                    .put("createdDateTime", "2026-03-02T08:46:30Z"));
        }
        WindowFormat format = GraphLog.SIGN_INS.open(new Directory("acme"), rig.api(), Duration.ofHours(1));
        List<Signal> signals = rig.killed(step, (id, api) -> new WindowFeed(id, format, api, Duration.ofDays(1)));
        assertThat(signals)
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3", "id-4");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEFORE_THE_TRANSACTION", "BEFORE_THE_COMMIT"})
    void bySnapshots(Step step) throws Exception {
        Shelf shelf = rig.bench.lab.shelf("/v1.0/deviceManagement/managedDevices");
        JsonNode device = Samples.json("intune/manageddevices-snapshot-t0.json").at("/value/0");
        for (int i = 0; i < 5; i++) {
            shelf.add(((ObjectNode) device.deepCopy()).put("id", "device-" + i));
        }
        SnapshotFormat format = ManagedDevices.list(new Directory("acme"), rig.api());
        KillRig.Shape shape = (id, api) -> new SnapshotFeed(id, format, api);
        FeedId id = rig.feed();
        Reader baseline = rig.reader(id, shape.over(id, rig.vendor));
        KillRig.drain(baseline);
        shelf.change(row -> true, row -> ((ObjectNode) row).put("complianceState", "noncompliant"));
        List<Signal> signals = rig.killed(step, id, shape);
        assertThat(signals.stream().filter(signal -> signal.type() == SignalType.DEVICE_COMPLIANCE_CHANGED))
                .hasSize(5);
        assertThat(signals.stream().filter(signal -> signal.type() == SignalType.DEVICE_SEEN))
                .hasSize(5);
        assertThat(signals).extracting(Signal::id).doesNotHaveDuplicates();
    }

    @Test
    void aReaderThatWasReplacedWritesNothingMore() throws Exception {
        rig.bench
                .lab
                .shelf("/api/v1/logs")
                .add(Samples.json("okta/system-log-page-1.json").at("/body/0"));
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), rig.api(), 2);
        FeedId id = rig.feed();
        Reader former = rig.reader(id, new CursorFeed(id, format, rig.vendor, Duration.ofDays(1)));
        Reader latter = rig.reader(id, new CursorFeed(id, format, rig.vendor, Duration.ofDays(1)));
        assertThatThrownBy(former::step).isInstanceOf(KafkaException.class);
        KillRig.drain(latter);
        assertThat(rig.committed(id)).hasSize(1);
    }

    @Test
    void thePlaceIsFoundAgainWhereItWasLeft() throws Exception {
        FeedId id = rig.feed();
        OktaLog format = new OktaLog(new OktaEventHook("acme", true, Set.of()), rig.api(), 2);
        KillRig.drain(rig.reader(id, new CursorFeed(id, format, rig.vendor, Duration.ofDays(1))));
        Position left = rig.remembered(id).position();
        assertThat(left.cursor()).contains("after=0_0");
        assertThat(left.passes()).isEqualTo(1);
    }
}
