// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
    private static final String STRICT = """
            name: strict
            levels: {medium: 20, high: 40, hysteresis: 5}
            contributions:
              - rule: moved
                of: session
                when: signal.type == "SESSION_CONTEXT_CHANGED"
                weight: 50
                cap: 50
            responses:
              - response: revoke
                of: session
                on: {level: high}
                send: session-revoked
                initiating-entity: policy
                reason-admin: {en: "Risk by {rules}"}
            """;

    @TempDir
    private static Path folder;

    private static Path signals;
    private static Path labels;
    private static Path strict;

    @BeforeAll
    static void aCompanyAndAPolicy() throws Exception {
        signals = folder.resolve("company.avro");
        labels = folder.resolve("company.labels");
        strict = Files.writeString(folder.resolve("strict.yaml"), STRICT);
        Cli cli = new Cli();
        int status = cli.execute(
                "signals",
                "generate",
                "--users",
                "150",
                "--days",
                "4",
                "--out",
                signals.toString(),
                "--labels",
                labels.toString());
        assertThat(status).as(cli.err()).isZero();
    }

    @Test
    void aPolicyThatRevokesWhoeverMovesFindsStolenSessionsAndSaysWhatItChanges() throws Exception {
        Path report = folder.resolve("report.html");
        Cli cli = new Cli();
        int status = cli.execute(
                "policy",
                "backtest",
                strict.toString(),
                "--signals",
                signals.toString(),
                "--labels",
                labels.toString(),
                "--report",
                report.toString());
        assertThat(status).as(cli.err()).isZero();
        assertThat(cli.out())
                .contains("Backtest of strict (", "newly revoked", "precision", "session-theft", "moved 50")
                .contains("The report is in " + report);
        assertThat(report).content().contains("Backtest of strict (", "session-theft");
    }

    @Test
    void comparedWithItselfNothingChanges() throws Exception {
        Cli cli = new Cli();
        int status = cli.execute(
                "policy",
                "backtest",
                strict.toString(),
                "--against",
                strict.toString(),
                "--signals",
                signals.toString(),
                "--labels",
                labels.toString(),
                "--json");
        assertThat(status).as(cli.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(cli.out());
        assertThat(json.path("newlyRevoked")).isEmpty();
        assertThat(json.path("spared")).isEmpty();
        assertThat(json.path("moved")).isEmpty();
        assertThat(json.path("unchanged").asInt()).isPositive();
        assertThat(json.at("/labelled/candidate/attacks/session-theft/recall").asDouble())
                .isEqualTo(1);
        assertThat(json.at("/candidate/hash")).isEqualTo(json.at("/against/hash"));
    }

    @Test
    void onlyTheTimeThatIsAskedForIsPlayed() throws Exception {
        Cli cli = new Cli();
        int status = cli.execute(
                "policy",
                "backtest",
                "default",
                "--signals",
                signals.toString(),
                "--from",
                "2026-03-03",
                "--to",
                "2026-03-04",
                "--json");
        assertThat(status).as(cli.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(cli.out());
        assertThat(json.at("/signals/from").asText()).startsWith("2026-03-03T");
        assertThat(json.at("/signals/to").asText()).startsWith("2026-03-03T");
    }

    @Test
    void aPolicyWithAMistakeIsSaidWithItsPlaceBeforeAnythingRuns() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), STRICT.replace("signal.type", "signal.tpye"));
        Cli cli = new Cli();
        int status = cli.execute("policy", "backtest", broken.toString(), "--signals", signals.toString());
        assertThat(status).isEqualTo(1);
        assertThat(cli.err()).contains("broken.yaml:6:", "tpye");
    }

    @Test
    void withoutSignalsItAsksForThem() {
        Cli cli = new Cli();
        assertThat(cli.execute("policy", "backtest", "default")).isEqualTo(2);
        assertThat(cli.err()).contains("Which signals?");
    }

    @Test
    void labelsThatAreNoneAreRefused() throws Exception {
        Path none = Files.writeString(folder.resolve("none.labels"), "{}\n");
        Cli cli = new Cli();
        int status = cli.execute(
                "policy", "backtest", "default", "--signals", signals.toString(), "--labels", none.toString());
        assertThat(status).isEqualTo(2);
        assertThat(cli.err()).contains("none.labels:1: is no labels file");
    }
}
