// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.live.LiveFeed;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Vendor;
import io.tocsin.schemas.connector.Trouble;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Falcon's event stream, as the lab keeps it open. */
class FalconStreamTest {
    @AutoClose
    private final FalconBench falcon = new FalconBench();

    private final LabBench bench = falcon.bench;

    @Test
    void anEventThatComesTwiceAfterAQuietTimeIsNoNewCount() throws Exception {
        bench.lab.firehose().add(0, FalconBench.event(1));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        ObjectNode later = FalconBench.event(2);
        ((ObjectNode) later.get("metadata"))
                .put("eventCreationTime", Samples.NOW.minusSeconds(60).toEpochMilli());
        bench.lab.firehose().say(0, later + "\n" + later);
        FalconBench.read(desk, 2);
        bench.lab.firehose().add(0, FalconBench.event(3));
        FalconBench.read(desk, 3);
        assertThat(desk.ids()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aDroppedConnectionIsOpenedBehindWhatWasRead() throws Exception {
        bench.lab.firehose().partitions(2);
        bench.lab.firehose().add(0, FalconBench.event(10));
        bench.lab.firehose().add(1, FalconBench.event(20));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 2);
        assertThat(desk.memory().position().cursor()).isEqualTo("0:10,1:20");
        bench.lab.firehose().drop();
        FaultException fault = catchThrowableOfType(FaultException.class, () -> FalconBench.read(desk, 3));
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        bench.lab.firehose().add(1, FalconBench.event(21));
        bench.lab.firehose().add(1, FalconBench.event(21));
        bench.lab.firehose().add(0, FalconBench.event(12));
        desk.reopen();
        FalconBench.read(desk, 4);
        assertThat(desk.signals)
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("detection-10", "detection-20", "detection-21", "detection-12");
        assertThat(desk.memory().position().cursor()).isEqualTo("0:12,1:21");
    }

    @Test
    void aMalformedLineIsSetAsideOnceAndTheNextOnesAreRead() throws Exception {
        bench.lab.firehose().say(0, "{\"metadata\":{\"offset\":5,\"eventType\":\"EppDetec");
        bench.lab.firehose().say(0, "not JSON at all");
        bench.lab.firehose().say(0, "{\"x\":\"" + "y".repeat(1 << 20) + "\"}");
        bench.lab.firehose().add(0, FalconBench.event(6));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        assertThat(desk.letters).hasSize(3);
        assertThat(new String(desk.letters.get(1).body(), UTF_8)).isEqualTo("not JSON at all");
        bench.lab.firehose().add(0, FalconBench.event(7));
        desk.reopen();
        FalconBench.read(desk, 2);
        assertThat(desk.letters).hasSize(3);
    }

    @Test
    void theSessionIsRenewedWhileTheLineIsOpen() throws Exception {
        bench.lab.firehose().add(0, FalconBench.event(1));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        for (int i = 2; i < 5; i++) {
            bench.pass(Duration.ofMinutes(28));
            bench.lab.firehose().add(0, FalconBench.event(i));
            FalconBench.read(desk, i);
        }
        assertThat(bench.lab.firehose().opened()).isEqualTo(1);
        assertThat(bench.lab.firehose().renewed()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aPlaceThatTheVendorForgotIsAFaultOfThePlace() throws Exception {
        bench.lab.firehose().add(0, FalconBench.event(1));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        bench.lab.firehose().forgetBefore(100);
        desk.reopen();
        FaultException fault = catchThrowableOfType(FaultException.class, () -> FalconBench.read(desk, 2));
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.CURSOR_INVALID);
    }

    @Test
    void aVendorThatCountsAnewIsAFaultOfThePlace() throws Exception {
        bench.lab.firehose().add(0, FalconBench.event(1_000));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        ObjectNode anew = FalconBench.event(1_000);
        ((ObjectNode) anew.get("metadata")).put("eventCreationTime", 1772440290000L + 3_600_000);
        bench.lab.firehose().add(0, anew);
        FaultException fault = catchThrowableOfType(FaultException.class, () -> FalconBench.read(desk, 2));
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.CURSOR_INVALID);
    }

    @Test
    void aLinkToAnotherOriginIsNotFollowed() {
        bench.lab.weather().forgeLinks("https://evil.example");
        Desk desk = falcon.stream();
        FaultException fault = catchThrowableOfType(FaultException.class, desk::read);
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.PROTOCOL);
        assertThat(bench.lab.firehose().opened()).isZero();
    }

    @Test
    void aLineWithoutASignOfLifeCountsAsBroken() throws Exception {
        bench.lab.firehose().mute();
        bench.lab.firehose().add(0, FalconBench.event(1));
        FalconStream format = new FalconStream(bench.oauth().or(null, 1), "tocsin");
        FeedId id = new FeedId("acme", "falcon", "crowdstrike", "event-stream");
        LiveFeed.Limits limits = new LiveFeed.Limits(10, Duration.ofMillis(20));
        try (Vendor vendor = Vendor.open(bench.oauth().or(null, 600_000), bench.clock(), new Random(1));
                LiveFeed feed = new LiveFeed(
                        id,
                        format,
                        vendor,
                        vendor.lines(format.origins()),
                        Duration.ofDays(1),
                        limits,
                        bench.clock())) {
            Memory memory = new Memory(id, bench.clock().instant());
            await().until(() -> !feed.read(memory, bench.clock().instant())
                    .harvest()
                    .signals()
                    .isEmpty());
            assertThat(feed.read(memory, bench.clock().instant()).harvest().isEmpty())
                    .isTrue();
            bench.pass(Duration.ofMinutes(3));
            assertThatThrownBy(() -> feed.read(memory, bench.clock().instant()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("no sign of life");
        }
    }

    @Test
    void recordsOlderThanWhatWasAskedForArePassedOver() throws Exception {
        ObjectNode old = FalconBench.event(1);
        ((ObjectNode) old.get("metadata")).put("eventCreationTime", 1772440290000L - 3 * 86_400_000L);
        bench.lab.firehose().add(0, old);
        bench.lab.firehose().add(0, FalconBench.event(2));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        assertThat(desk.signals.getFirst().source().eventId()).isEqualTo("detection-2");
    }

    @Test
    void aTrialLeavesTheReaderItsLines() throws Exception {
        bench.lab.firehose().add(0, FalconBench.event(1));
        Desk desk = falcon.stream();
        FalconBench.read(desk, 1);
        Page trial = desk.trial();
        assertThat(trial.harvest().isEmpty()).isTrue();
        bench.lab.firehose().add(0, FalconBench.event(2));
        FalconBench.read(desk, 2);
        assertThat(bench.lab.firehose().opened()).isEqualTo(1);
    }
}
