// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.backtest.report;

import static io.tocsin.risk.backtest.Made.AT;
import static io.tocsin.risk.backtest.Made.revocation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.risk.backtest.Backtest.Summary;
import io.tocsin.risk.backtest.consequence.Consequence;
import io.tocsin.risk.backtest.diff.Diff;
import io.tocsin.risk.backtest.measure.Measured;
import io.tocsin.risk.label.Label;
import io.tocsin.risk.label.Labels;
import io.tocsin.schemas.policy.PolicyVersion;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Consequence CAUGHT = revocation("alice@acme.example", "idx1", Duration.ofMinutes(2));
    private static final Consequence EVIL =
            revocation("<script>alert('x')</script>", "\"quoted\" & more", Duration.ofMinutes(3));
    private static final Consequence SPARED = revocation("bob@acme.example", "idx2", Duration.ofHours(30));

    @Test
    void thePageIsWholeInItselfAndWellFormed() throws Exception {
        String page = HtmlReport.of(report());
        assertThat(page).doesNotContain("http://", "https://", "<script", "url(", "@import", "<img");
        assertThat(page).contains("&lt;script&gt;", "newly revoked", "session-theft", "1 of 1, 100 %");
        // voids aside it is XML, so that nothing is left open
        String xml = page.replaceFirst("<!doctype html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void aPageWithoutLabelsOrDifferencesIsWholeToo() throws Exception {
        Report same = new Report(
                "of nothing",
                new Summary(0, 0, null, null, Duration.ZERO),
                side("a"),
                side("b"),
                Diff.of(List.of(), List.of(), List.of(), List.of()),
                null);
        assertThat(HtmlReport.of(same)).contains("Neither policy revokes anything", "Nobody.");
        assertThat(new ObjectMapper().readTree(JsonReport.of(same)).path("newlyRevoked"))
                .isEmpty();
    }

    @Test
    void programsGetEverythingInJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(JsonReport.of(report()));
        assertThat(json.at("/signals/count").asLong()).isEqualTo(12_345);
        assertThat(json.at("/newlyRevoked/0/user").asText()).isEqualTo("alice@acme.example");
        assertThat(json.at("/newlyRevoked/0/reasons/threat-high").asDouble()).isEqualTo(50);
        assertThat(json.at("/spared/0/session").asText()).isEqualTo("idx2");
        assertThat(json.at("/labelled/candidate/attacks/session-theft/medianSeconds")
                        .asDouble())
                .isEqualTo(120);
        assertThat(json.at("/labelled/against/attacks/session-theft/medianSeconds")
                        .isNull())
                .isTrue();
    }

    private static Report report() {
        Labels labels = new Labels(
                1_000,
                2,
                List.of(new Label(
                        "session-theft",
                        Label.Expected.REVOKE,
                        "alice@acme.example",
                        null,
                        List.of("idx1"),
                        AT,
                        AT,
                        AT.plusSeconds(3_600))));
        List<Consequence> candidate = List.of(CAUGHT, EVIL);
        List<Consequence> present = List.of(SPARED);
        return new Report(
                "of a test",
                new Summary(12_345, 0, AT, AT.plusSeconds(86_400), Duration.ofSeconds(1)),
                side("strict"),
                side("default"),
                Diff.of(candidate, present, candidate, present),
                new Report.Labelled(Measured.of(labels, candidate), Measured.of(labels, present)));
    }

    private static Report.Side side(String name) {
        return new Report.Side(PolicyVersion.unpublished(name, "0123456789abcdef"), name + ".yaml", 1, 1);
    }
}
