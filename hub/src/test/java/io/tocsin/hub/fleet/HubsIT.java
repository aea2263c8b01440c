// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.fleet.Hubs.Said;
import io.tocsin.kafka.FreePort;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs over one Kafka, and an operator who asks either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Hubs hubs;
    private final List<String> streams = new ArrayList<>();

    /** Returns when each hub delivers some of the streams. */
    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hubs = new Hubs(folder, 2);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    streams.add(hubs.pollStream(0, Hubs.PAYROLL));
                    return streams.size() >= 6 && deliverers(0).size() == 2;
                });
    }

    @AfterAll
    void stop() {
        hubs.close();
    }

    /** The hubs that deliver, as one of them says. */
    private Set<String> deliverers(int asked) throws Exception {
        Set<String> found = new HashSet<>();
        for (JsonNode stream : list(asked)) {
            found.add(stream.path("delivered_by").asText());
        }
        return found;
    }

    private JsonNode list(int asked) throws Exception {
        return hubs.tocsin(asked, "streams", "list", "--json").json().path("streams");
    }

    @Test
    void eitherHubTellsOfEveryStreamAndHowItsDeliveryGoes() throws Exception {
        for (int asked = 0; asked < hubs.count(); asked++) {
            JsonNode listed = list(asked);
            assertThat(listed.findValuesAsText("id")).containsAll(streams);
            assertThat(listed).allSatisfy(stream -> {
                assertThat(stream.has("health")).isTrue();
                assertThat(stream.has("silent")).isFalse();
            });
            assertThat(deliverers(asked)).containsExactlyInAnyOrder(hubs.endpoint(0), hubs.endpoint(1));
            assertThat(hubs.tocsin(asked, "streams", "list").out()).doesNotContain("?");
        }
    }

    @Test
    void whatIsOrderedAtOneHubIsDoneByTheOneThatDelivers() {
        for (String id : streams) {
            for (int asked = 0; asked < hubs.count(); asked++) {
                Said paused = hubs.tocsin(asked, "streams", "pause", id, "--reason", "asked at " + asked);
                assertThat(paused.status()).as(paused.err()).isZero();
                assertThat(hubs.tocsin(1 - asked, "streams", "show", id).out())
                        .contains("paused by the operator", "asked at " + asked, "Backlog");
                Said enabled = hubs.tocsin(1 - asked, "streams", "enable", id);
                assertThat(enabled.status()).as(enabled.err()).isZero();
                assertThat(hubs.tocsin(asked, "streams", "show", id).out()).contains("enabled by the operator");
            }
        }
        assertThat(hubs.tocsin(0, "streams", "pause", "no-such-stream").err()).contains("nothing of that id");
        assertThat(hubs.tocsin(1, "streams", "pause", "no-such-stream").status())
                .isEqualTo(1);
    }

    @Test
    void aReplayIsFollowedFromEitherHub() throws Exception {
        for (String id : streams) {
            for (int asked = 0; asked < hubs.count(); asked++) {
                // the command looks how far it is at the hub it was given at
                Said replayed = hubs.tocsin(asked, "streams", "replay", id, "--since", "1h", "--json");
                assertThat(replayed.status()).as(replayed.err()).isZero();
                assertThat(replayed.json().path("state").asText()).isEqualTo("done");
            }
        }
    }

    @Test
    void aReceiverThatOneHubHasJustRegisteredIsKnownToTheOther() throws Exception {
        for (int i = 0; i < 10; i++) {
            int asked = i % 2;
            Said added = hubs.tocsin(asked, "receivers", "add", "fresh-" + i, "--tenant", "acme");
            assertThat(added.status()).as(added.err()).isZero();
            HttpResponse<String> token =
                    hubs.token(1 - asked, "fresh-" + i, added.out().strip());
            assertThat(token.statusCode()).as("at once, at the other hub").isEqualTo(200);
            String access = JSON.readTree(token.body()).path("access_token").asText();
            assertThat(hubs.pollStream(asked, access)).isNotBlank();

            Said rotated = hubs.tocsin(1 - asked, "receivers", "rotate-secret", "fresh-" + i, "--overlap", "0s");
            assertThat(hubs.token(asked, "fresh-" + i, rotated.out().strip()).statusCode())
                    .isEqualTo(200);
            assertThat(hubs.tocsin(asked, "receivers", "remove", "fresh-" + i, "--yes")
                            .out())
                    .contains("is removed.");
        }
    }

    @Test
    void aReceiverIsRegisteredOnceWhicheverHubIsAsked() {
        assertThat(hubs.tocsin(0, "receivers", "add", "twin", "--tenant", "acme")
                        .status())
                .isZero();
        assertThat(hubs.tocsin(1, "receivers", "add", "twin", "--tenant", "acme")
                        .err())
                .contains("expected new ones");
        assertThat(hubs.tocsin(1, "receivers", "remove", "twin", "--yes").status())
                .isZero();
        assertThat(hubs.tocsin(0, "receivers", "list").out()).doesNotContain("twin");
    }

    @Test
    void eachHubDeletesWhatItDeliversOfAReceiverThatIsRemoved() throws Exception {
        Said added = hubs.tocsin(0, "receivers", "add", "leaver", "--tenant", "acme");
        String secret = added.out().strip();
        String access = JSON.readTree(hubs.token(0, "leaver", secret).body())
                .path("access_token")
                .asText();
        Set<String> owners = new HashSet<>();
        while (owners.size() < 2) {
            String id = hubs.pollStream(0, access);
            owners.add(hubs.tocsin(0, "streams", "show", id, "--json")
                    .json()
                    .path("delivered_by")
                    .asText());
        }

        Said removed = hubs.tocsin(1, "receivers", "remove", "leaver", "--yes");

        assertThat(removed.out()).contains("is removed.");
        for (int asked = 0; asked < hubs.count(); asked++) {
            assertThat(hubs.tocsin(asked, "streams", "list", "--receiver", "leaver")
                            .out())
                    .contains("No streams.");
            assertThat(hubs.token(asked, "leaver", secret).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void anEmergencyRotationIsKnownToEveryHubAtOnce() throws Exception {
        JsonNode made = hubs.tocsin(1, "keys", "rotate", "--emergency", "--yes", "--json")
                .json();
        assertThat(made.path("silent")).isEmpty();
        String current = signing(made);

        for (int asked = 0; asked < hubs.count(); asked++) {
            assertThat(signing(hubs.tocsin(asked, "keys", "list", "--json").json()))
                    .isEqualTo(current);
        }
        assertThat(deliverers(0)).as("hubs still trust each other").hasSize(2);
        assertThat(list(1))
                .allSatisfy(stream -> assertThat(stream.has("health")).isTrue());
    }

    private static String signing(JsonNode keys) {
        for (JsonNode key : keys.path("keys")) {
            if (key.path("state").asText().equals("current")) {
                return key.path("id").asText();
            }
        }
        throw new AssertionError("no key signs: " + keys);
    }

    @Test
    void aHubThatDoesNotAnswerIsSaidToBeSilent() throws Exception {
        int third = hubs.start(FreePort.any());
        try {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        JsonNode listed = list(0);
                        assertThat(listed.findValuesAsText("id")).containsAll(streams);
                        assertThat(listed).anySatisfy(stream -> {
                            assertThat(stream.path("silent").asBoolean()).isTrue();
                            assertThat(stream.has("health")).isFalse();
                        });
                        assertThat(listed)
                                .anySatisfy(stream ->
                                        assertThat(stream.has("health")).isTrue());
                    });
            assertThat(hubs.tocsin(0, "streams", "list").out()).contains("its hub does not answer");
            assertThat(third).isEqualTo(2);
        } finally {
            hubs.stopLast();
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(list(0))
                        .allSatisfy(stream -> assertThat(stream.has("health")).isTrue()));
    }
}
