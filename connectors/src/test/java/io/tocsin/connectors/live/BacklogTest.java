// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.connectors.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Received record(int number) {
        return new Received("0", new byte[] {(byte) number}, true, Instant.EPOCH);
    }

    @Test
    void aFullBacklogMakesTheVendorWait() throws Exception {
        Backlog backlog = new Backlog(2, Time.of(InstantSource.system()));
        backlog.put(record(1));
        backlog.put(record(2));
        Thread third = Thread.ofVirtual().start(() -> {
            try {
                backlog.put(record(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(PATIENCE).until(() -> third.getState() == Thread.State.WAITING);
        assertThat(backlog.take(10, PATIENCE)).hasSize(2);
        List<Received> last = backlog.take(10, PATIENCE);
        assertThat(last)
                .singleElement()
                .satisfies(received -> assertThat(received.bytes()[0]).isEqualTo((byte) 3));
    }

    @Test
    void whereALineHasEndedNobodyWaitsForMore() throws Exception {
        Backlog backlog = new Backlog(2, Time.of(InstantSource.system()));
        backlog.put(record(1));
        backlog.wake();
        assertThat(backlog.take(10, PATIENCE)).hasSize(1);
        assertThat(backlog.take(10, PATIENCE)).isEmpty();
    }

    @Test
    void placesAreReadAsTheyWereWritten() {
        Places places = Places.parse("0:17,1:4");
        assertThat(places.advance("0", 17)).isFalse();
        assertThat(places.advance("0", 19)).isTrue();
        // out of order, and not repeated
        assertThat(places.advance("0", 18)).isTrue();
        assertThat(places.advance("0", 18)).isFalse();
        assertThat(places.advance("2", 1)).isTrue();
        assertThat(places.text()).isEqualTo("0:19,1:4,2:1");
        assertThat(Places.parse(places.text()).of("0")).isEqualTo(19);
        assertThat(Places.parse("").text()).isEmpty();
    }
}
