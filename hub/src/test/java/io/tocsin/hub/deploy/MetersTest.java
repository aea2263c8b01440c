// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboard and alerts ask for meters and labels that the manual has; {@code DemoIT} holds them against a scrape. */
class MetersTest {
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    static Stream<Meters.Question> questions() throws IOException {
        return Meters.asked().stream();
    }

    static Stream<Meters.Question> ofOurs() throws IOException {
        return questions().filter(question -> question.expression().contains("tocsin_"));
    }

    @Test
    void aScrapeWithoutItsMetersAnswersNothing() throws IOException {
        assertThat(Meters.unanswered("")).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void somethingIsAskedFor(Meters.Question question) {
        assertThat(question.meters()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofOurs")
    void whatIsAskedForIsInTheManualWithItsLabels(Meters.Question question) throws IOException {
        Map<String, Set<String>> documented = Meters.documented();
        Set<String> labels = new TreeSet<>(Set.of("le"));
        for (String sample : question.meters()) {
            String meter = documented.containsKey(sample) ? sample : Meters.meterOf(sample);
            assertThat(documented).containsKey(meter);
            labels.addAll(documented.get(meter));
        }
        assertThat(labels).containsAll(question.labels());
    }

    @Test
    void everyAlertThatTheManualRecommendsIsThere() throws IOException {
        String recommended = Files.readString(Path.of("..", "docs", "operations.md"));
        recommended = recommended.substring(recommended.indexOf("\nWorth an alert: "));
        recommended = recommended.substring(1, recommended.indexOf('\n', 1));
        Set<String> wanted = new TreeSet<>();
        Matcher meter = Pattern.compile("`(tocsin_[a-z_]+)`").matcher(recommended);
        while (meter.find()) {
            wanted.add(meter.group(1));
        }
        Set<String> alerted = new TreeSet<>();
        Meters.ofAlerts(Meters.ALERTS).forEach(question -> alerted.addAll(question.meters()));
        assertThat(wanted).hasSizeGreaterThan(6);
        assertThat(alerted).containsAll(wanted);
    }

    @Test
    void aLegendNamesLabelsThatItsQuestionKeeps() throws IOException {
        for (JsonNode panel :
                new ObjectMapper().readTree(Files.readString(Meters.DASHBOARD)).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asText();
                Matcher label = IN_LEGEND.matcher(target.path("legendFormat").asText());
                while (label.find()) {
                    boolean whole = !expression.contains("by (");
                    assertThat(whole ? "instance" : expression)
                            .as(panel.path("title").asText())
                            .contains(label.group(1));
                }
            }
        }
    }
}
