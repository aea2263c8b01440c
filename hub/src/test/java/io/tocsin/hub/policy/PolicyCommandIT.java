// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import io.tocsin.hub.control.BadDay;
import io.tocsin.hub.control.OperatedHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One hub, and one policy from its first version to the last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static OperatedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = OperatedHub.start(Files.createDirectories(folder.resolve("hub")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Cli local(String... arguments) {
        Cli cli = new Cli();
        cli.execute(arguments);
        return cli;
    }

    private static Cli policy(String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        return local(all.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void atFirstThePolicyOfTheConfigurationDecides() {
        assertThat(policy("show").out()).contains("default decides, by the configuration");
        assertThat(policy("history").err()).contains("Nothing was ever published");
        assertThat(policy("show", "default").out()).contains("name: default");
        assertThat(policy("rollback", "--reason", "x").err()).contains("nothing decided before");
    }

    @Test
    @Order(2)
    void aShadowStandsBesideIt() throws Exception {
        Cli published = policy(
                "publish",
                "--shadow",
                "--comment",
                "a first try",
                file("a.yaml", Written.policy(50)).toString());

        assertThat(published.out()).as(published.err()).contains("main@1 is a shadow from now on; default@1 decides");
        assertThat(policy("show").out())
                .contains("default@1 decides")
                .contains("main@1 is a shadow")
                .contains("a first try")
                .contains("ops");
        assertThat(policy("shadow").out()).contains("main@1").contains("Neither it nor the policy that decides");
    }

    @Test
    @Order(3)
    void itIsNotPromotedBeforeItsTimeUnlessSomebodySaysWhy() {
        assertThat(policy("promote", "main", "--yes").err()).contains("less than the 24h");
        assertThat(policy("promote", "main", "--now", "--yes").err()).contains("reason");
        Cli promoted = policy("promote", "main@1", "--now", "--reason", "under attack", "--yes");
        assertThat(promoted.out()).as(promoted.err()).contains("main@1 decides from now on");
    }

    @Test
    @Order(4)
    void aPolicyWithAMistakeOrAFailingTestChangesNothing() throws Exception {
        String before = policy("show", "--json").out();
        Path mistaken = file("mistaken.yaml", Written.policy(50).replace("high: 80", "hihg: 80"));
        Path failing = file("failing.yaml", Written.policy(45).replace("decides: revoke", "decides: nothing"));

        Cli mistake = policy("publish", "--comment", "x", "--yes", mistaken.toString());
        Cli failure = policy("publish", "--comment", "x", "--yes", failing.toString());

        assertThat(mistake.err()).contains("mistaken.yaml:2:").contains("did you mean 'high'?");
        assertThat(failure.err()).contains("session s: decided revoke, expected nothing");
        assertThat(hub.admin(
                                "POST",
                                hub.writeToken(),
                                "/admin/v1/policies",
                                JSON.writeValueAsString(Map.of("text", "name: x", "shadow", false, "comment", "x")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(policy("show", "--json").out()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void whatOneMayReadOneMayNotChange() throws Exception {
        String body = JSON.writeValueAsString(Map.of("comment", "x", "now", false));
        assertThat(hub.admin("POST", OperatedHub.READ_TOKEN, "/admin/v1/policies:rollback", body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(hub.admin("GET", OperatedHub.READ_TOKEN, "/admin/v1/policies", null)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(6)
    void oneCommandGoesBack() throws Exception {
        policy(
                "publish",
                "--comment",
                "sharper",
                "--yes",
                file("b.yaml", Written.policy(60)).toString());
        assertThat(policy("show").out()).contains("main@2 decides").contains("sharper");

        Cli back = policy("rollback", "--reason", "too sharp");

        assertThat(back.out()).contains("main@1 decides again");
        JsonNode steps = JSON.readTree(policy("history", "--json").out()).path("steps");
        assertThat(steps.findValuesAsText("action"))
                .containsExactly("rollback", "publish", "promote", "shadow", "adopt");
        assertThat(steps.path(0).path("comment").asText()).isEqualTo("too sharp");
        assertThat(steps.path(0).path("by").asText()).isEqualTo("ops");
    }

    @Test
    @Order(7)
    void versionsAndFilesAreComparedByWhatTheyMean() throws Exception {
        assertThat(policy("diff", "main@1", "main@2").out())
                .contains("~ contributions threat")
                .contains("weight: 50 -> 60");
        assertThat(policy(
                                "diff",
                                "main@2",
                                file("b.yaml", "# new\n" + Written.policy(60)).toString())
                        .out())
                .contains("They mean the same.");
    }

    @Test
    @Order(8)
    void ofThoseWhoPublishAtOnceEachKnowsWhetherItWon() throws Exception {
        int publishers = 4;
        CyclicBarrier together = new CyclicBarrier(publishers);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(publishers)) {
            for (int i = 0; i < publishers; i++) {
                String body = JSON.writeValueAsString(
                        Map.of("text", Written.policy(61 + i), "shadow", false, "comment", "race " + i));
                Callable<Integer> publish = () -> {
                    together.await();
                    return hub.admin("POST", hub.writeToken(), "/admin/v1/policies", body)
                            .statusCode();
                };
                answers.add(threads.submit(publish));
            }
        }
        int won = 0;
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 409);
            won += answer.get() == 200 ? 1 : 0;
        }
        JsonNode steps = JSON.readTree(policy("history", "--json").out()).path("steps");
        assertThat(steps.findValuesAsText("comment").stream().filter(c -> c.startsWith("race")))
                .hasSize(won)
                .isNotEmpty();
        assertThat(steps.size()).isEqualTo(steps.path(0).path("step").asInt());
    }

    private static JsonNode overlap(String event) {
        try {
            for (JsonNode each :
                    JSON.readTree(policy("shadow", "--json").out()).path(0).path("events")) {
                if (each.path("event").asText().equals(event)) {
                    return each;
                }
            }
            return JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(9)
    void aShadowIsComparedByWhatItDecidedBesideTheOneThatDecides() throws Exception {
        String decides = Written.watched("decides", "compliance-change: true}, send: device-compliance-change");
        String watched = Written.watched("watched", "level-change: true}, send: risk-level-change");
        policy(
                "publish",
                "--comment",
                "x",
                "--yes",
                file("decides.yaml", decides).toString());
        Cli shadow = policy(
                "publish",
                "--shadow",
                "--comment",
                "x",
                file("watched.yaml", watched).toString());
        assertThat(shadow.out()).as(shadow.err()).contains("watched@1 is a shadow");

        // until the partitions have heard of it; from then on every such day is one for each column
        AtomicInteger days = new AtomicInteger();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    hub.hear(new BadDay("early" + days.incrementAndGet(), Instant.now()));
                    return overlap("session-revoked").path("both").asInt() > 0;
                });
        int before = overlap("session-revoked").path("both").asInt();
        BadDay day = new BadDay("compared", Instant.now());
        hub.hear(day);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> overlap("session-revoked").path("both").asInt() > before
                        && overlap("risk-level-change").path("only_shadow").asInt() > 0
                        && overlap("device-compliance-change")
                                        .path("only_active")
                                        .asInt()
                                > 0);

        JsonNode example = overlap("risk-level-change").path("examples").path(0);
        assertThat(example.path("side").asText()).isEqualTo("only-shadow");
        assertThat(example.path("score").asDouble()).isBetween(85.0, 90.0);
        assertThat(example.path("rules").path(0).asText()).isEqualTo("threat");
        Cli table = policy("shadow", "watched");
        assertThat(table.out())
                .contains("EVENT", "BOTH", "ONLY ACTIVE", "ONLY SHADOW")
                .containsPattern("only-shadow +risk-level-change")
                .containsPattern("only-active +device-compliance-change");
        assertThat(local(
                                "risk",
                                "show",
                                "sn-compared",
                                "--config",
                                hub.configFile().toString())
                        .out())
                .contains("Under policy decides version 1")
                .contains("Under policy watched version 1, a shadow");
        // the configuration of this hub reminds after a second
        assertThat(table.err()).contains("watched@1 has been a shadow for long");
    }
}
