// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.topic.Topic;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in a hub's topics: what it heard of the realm, what it told of it, and what came of that. */
record HeardByHub(Map<String, String> kafka, Wire wire) {
    static final Duration LONG = Duration.ofSeconds(90);
    private static final Set<Transport> ALL_THREE = Set.of(Transport.WEBHOOK, Transport.POLL, Transport.SSF_POLL);

    List<ActionReceipt> receipts(SecurityEvent event) {
        return all(Topics.ACTION_RECEIPTS).stream()
                .filter(receipt -> receipt.eventId().equals(event.id()))
                .toList();
    }

    /** The same signal by the listener and by the poll; and one of SSF's own, about the same principal. */
    void expect(SignalType type, String about, Set<Transport> same, Transport... besides) {
        await("signal " + type).atMost(LONG).untilAsserted(() -> {
            Map<String, Set<Transport>> heard = signals().stream()
                    .filter(signal -> signal.type() == type && names(signal, about))
                    .collect(Collectors.groupingBy(
                            Signal::id,
                            Collectors.mapping(signal -> signal.source().transport(), Collectors.toSet())));
            if (!same.isEmpty()) {
                assertThat(heard.values()).contains(same);
            }
            for (Transport other : besides) {
                assertThat(heard.values()).contains(Set.of(other));
            }
        });
    }

    /**
     * The same by all three, under one id: but for the edge of a window of time, at which what is seconds in one and
     * milliseconds in the other may be on two sides.
     */
    void expectOneAct(SignalType type, String about) {
        await("one " + type).atMost(LONG).untilAsserted(() -> {
            List<Signal> heard = signals().stream()
                    .filter(signal -> signal.type() == type
                            && names(signal, about)
                            && (type == SignalType.CREDENTIAL_CHANGED || signal.session() == null))
                    .toList();
            assertThat(heard.stream().map(signal -> signal.source().transport()).collect(Collectors.toSet()))
                    .isEqualTo(ALL_THREE);
            assertThat(heard.stream().map(HeardByHub::window).distinct())
                    .as("ids by windows of their times")
                    .hasSize((int) heard.stream().map(Signal::id).distinct().count());
        });
    }

    private static long window(Signal signal) {
        return Math.floorDiv(signal.times().event().getEpochSecond(), 4);
    }

    void onceTold(EventType type, String about) {
        await("told once of " + type)
                .during(Duration.ofSeconds(3))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(events())
                        .filteredOn(event -> event.event().type().equals(type)
                                && event.subject().toString().contains(about))
                        .extracting(SecurityEvent::id)
                        .as("one event, however often it was said again")
                        .isNotEmpty()
                        .containsOnly(first(type, about)));
    }

    private String first(EventType type, String about) {
        return events().stream()
                .filter(event -> event.event().type().equals(type)
                        && event.subject().toString().contains(about))
                .findFirst()
                .map(SecurityEvent::id)
                .orElse("none");
    }

    static boolean names(Signal signal, String value) {
        return in(signal.user(), value) || in(signal.session(), value);
    }

    private static boolean in(@Nullable Entity entity, String value) {
        return entity != null
                && entity.identifiers().stream().map(Identifier::value).anyMatch(value::equals);
    }

    List<Signal> signals() {
        return all(Topics.SIGNALS);
    }

    List<SecurityEvent> events() {
        return all(Topics.EVENTS);
    }

    private <V> List<V> all(Topic<?, V> topic) {
        List<V> found = new ArrayList<>();
        new TopicHistory<>(kafka, wire, topic).read(OptionalInt.empty(), new Start.Beginning(), entry -> {
            if (entry.value() != null) {
                found.add(entry.value());
            }
            return true;
        });
        return found;
    }
}
