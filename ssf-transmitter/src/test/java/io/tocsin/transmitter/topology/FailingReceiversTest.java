// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.stream.StatusSource;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamState;
import io.tocsin.schemas.stream.StreamStatus;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.push.PushOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that stop because nothing of them is taken, and start again. */
class FailingReceiversTest {
    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @Requirement({"A-31", "SSF-8.1.2-1", "SSF-8.1.2-2"})
    void aReceiverThatLetsNothingInIsPausedForAWhileAndTriedAgainAfterEverLongerWaits() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("HTTP 401"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        rig.advance(Duration.ofHours(1));
        rig.advance(Duration.ofHours(23));

        List<String> told = rig.pushed().stream().map(Pushed::status).distinct().toList();
        assertThat(told).contains("paused", "enabled");
        assertThat(rig.state("a").by()).isEqualTo(StatusSource.TRANSMITTER);
        long resumes = rig.pushed().stream()
                .filter(push -> push.status().equals("enabled"))
                .map(Pushed::jti)
                .distinct()
                .count();
        assertThat(resumes).as("15 min, 30 min, 1 h, 2 h, …").isBetween(3L, 8L);
        assertThat(rig.state("a").failedPauses()).as("kept with the stream").isBetween(4, 9);

        rig.answerAlways(new PushOutcome.Delivered(202));
        rig.advance(Duration.ofHours(25));

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.ENABLED);
        assertThat(rig.pushed().getLast().jti()).isEqualTo("s1");
        assertThat(rig.pendingCount()).isZero();
        assertThat(rig.health("a").orElseThrow().trouble()).isNull();
        assertThat(rig.state("a").failedPauses()).isZero();
    }

    @Test
    @Requirement("A-31")
    void aStreamThatAnotherProcessTriedAgainIsPausedAgainAfterThreeFailures() {
        StreamRegistration stream = Sets.pushed("a", "acme", "https://rx.example/a");
        rig.register(stream.with(
                new StreamState(StreamStatus.ENABLED, "trying again", StatusSource.TRANSMITTER, rig.now(), null, 2)));
        rig.answerAlways(new PushOutcome.Transient("no answer within 3 s", null));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));

        rig.advance(Duration.ofMinutes(5));

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(rig.state("a").failedPauses()).isEqualTo(3);
        assertThat(rig.pushed().stream().filter(push -> push.jti().equals("s1")).count())
                .isBetween(3L, 6L);
    }

    @Test
    @Requirement("A-31")
    void thePauseSaysWhy() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("TLS: certificate expired on 2026-11-01"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        while (rig.state("a").status() == StreamStatus.ENABLED) {
            rig.advance(Duration.ofMinutes(1));
        }

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(rig.state("a").reason())
                .isEqualTo(StreamStops.UNDELIVERABLE + "TLS: certificate expired on 2026-11-01");
        rig.advance(Duration.ofSeconds(30));
        Event told = rig.pushed().getLast().claims().events().getFirst();
        assertThat(told)
                .isInstanceOfSatisfying(
                        SsfEvent.StreamUpdated.class,
                        updated -> assertThat(updated.reason()).endsWith("expired on 2026-11-01"));
    }

    @Test
    @Requirement("A-31")
    void failuresThatMayPassPauseAStreamAfterADayOnly() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Transient("no answer within 3 s", null));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));

        rig.advance(Duration.ofHours(23));
        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.ENABLED);
        rig.advance(Duration.ofMinutes(70));
        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
    }

    @Test
    @Requirement("A-31")
    void whatAnOperatorStoppedIsNotStartedByUs() {
        rig.register(Sets.pushed("a", "acme", "https://rx.example/a"));
        rig.answerAlways(new PushOutcome.Refused("HTTP 401"));
        rig.outbox("a", Sets.entry("s1", "a", "alice"));
        while (rig.state("a").status() == StreamStatus.ENABLED) {
            rig.advance(Duration.ofMinutes(1));
        }
        rig.setStatus("a", StreamStatus.PAUSED, "looking into it", StatusSource.OPERATOR);

        rig.advance(Duration.ofDays(2));

        assertThat(rig.state("a").status()).isEqualTo(StreamStatus.PAUSED);
        assertThat(rig.state("a").by()).isEqualTo(StatusSource.OPERATOR);
    }
}
