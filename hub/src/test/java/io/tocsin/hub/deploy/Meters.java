// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dashboards and alerts ask Prometheus for, what the manual says there is, and what a hub exports. */
public final class Meters {
    static final Path DASHBOARD = Deployed.FOLDER.resolve("compose/grafana/dashboards/tocsin.json");
    static final Path ALERTS = Deployed.FOLDER.resolve("compose/prometheus/alerts.yml");
    /**
     * What there is only once something has gone wrong, or where a connector asks its vendor, another transmitter is
     * heard or a target is told.
     */
    private static final Set<String> NOT_ON_A_GOOD_DAY = Set.of(
            "tocsin_actions_ended_total",
            "tocsin_actions_waiting",
            "tocsin_connectors_delivery_rejected_total",
            "tocsin_connectors_feed_silence",
            "tocsin_connectors_page_failed_total",
            "tocsin_connectors_record_unmapped_total",
            "tocsin_edge_set_refused_total",
            "tocsin_edge_set_undecided_total",
            "tocsin_inbound_set_accepted_total",
            "tocsin_inbound_set_refused_total",
            "tocsin_inbound_silence_seconds",
            "tocsin_risk_condition_failures_total",
            "tocsin_transmitter_set_dropped_total",
            "up");

    private static final Pattern METER = Pattern.compile("\\b((?:tocsin|kafka|jvm|process|vertx)_[a-z0-9_]+|up)\\b");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_0-9]+)` \\| ([a-z_0-9 `,]*) \\|.*");
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern SAMPLE_LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    /** What Prometheus itself adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private Meters() {}

    /** One question to Prometheus, and whose it is. */
    record Question(String of, String expression) {
        Set<String> meters() {
            Set<String> meters = new TreeSet<>();
            Matcher meter = METER.matcher(
                    MATCHERS.matcher(BY.matcher(expression).replaceAll("")).replaceAll(""));
            while (meter.find()) {
                meters.add(meter.group(1));
            }
            return meters;
        }

        /** Labels that it selects or groups by. */
        Set<String> labels() {
            Set<String> labels = new TreeSet<>();
            Matcher matchers = MATCHERS.matcher(expression);
            while (matchers.find()) {
                Matcher label = LABEL.matcher(matchers.group(1));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
            Matcher by = BY.matcher(expression);
            while (by.find()) {
                for (String label : by.group(1).split(",", -1)) {
                    labels.add(label.strip());
                }
            }
            labels.removeAll(OF_PROMETHEUS);
            return labels;
        }

        @Override
        public String toString() {
            return of + ": " + expression;
        }
    }

    private static List<Question> ofDashboard(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (JsonNode panel :
                new ObjectMapper().readTree(Files.readString(file)).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                questions.add(new Question(
                        panel.path("title").asText(), target.path("expr").asText()));
            }
        }
        return questions;
    }

    static List<Question> ofAlerts(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (Object group : (List<?>) Deployed.yaml()
                .<Map<String, Object>>load(Files.readString(file))
                .get("groups")) {
            for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                questions.add(new Question(
                        String.valueOf(((Map<?, ?>) rule).get("alert")),
                        String.valueOf(((Map<?, ?>) rule).get("expr"))));
            }
        }
        return questions;
    }

    /** Meters and their labels, as the tables of the manual have them. */
    static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "operations.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> labels = new TreeSet<>();
                for (String label : row.group(2).split("[ `,]+", -1)) {
                    if (!label.isEmpty()) {
                        labels.add(label);
                    }
                }
                documented.put(row.group(1), labels);
            }
        }
        return documented;
    }

    /** Questions of dashboard and alerts that a hub with every role could not answer on a good day, by this scrape. */
    public static List<String> unanswered(String scrape) throws IOException {
        Map<String, Set<String>> exported = exported(scrape);
        List<String> unanswered = new ArrayList<>();
        for (Question question : asked()) {
            Set<String> meters = question.meters();
            meters.removeAll(NOT_ON_A_GOOD_DAY);
            Set<String> labels = new TreeSet<>();
            meters.forEach(meter -> labels.addAll(exported.getOrDefault(meter, Set.of())));
            if (!exported.keySet().containsAll(meters)
                    || (!meters.isEmpty() && !labels.containsAll(question.labels()))) {
                unanswered.add(question.toString());
            }
        }
        return unanswered;
    }

    static List<Question> asked() throws IOException {
        List<Question> asked = new ArrayList<>(ofDashboard(DASHBOARD));
        asked.addAll(ofAlerts(ALERTS));
        return asked;
    }

    /** Samples of a scrape, and all labels that any of them has. */
    private static Map<String, Set<String>> exported(String scrape) {
        Map<String, Set<String>> exported = new TreeMap<>();
        scrape.lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Set<String> labels = exported.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                if (sample.group(2) != null) {
                    Matcher label = SAMPLE_LABEL.matcher(sample.group(2));
                    while (label.find()) {
                        labels.add(label.group(1));
                    }
                }
            }
        });
        return exported;
    }

    /** The meter that a sample of a timer or histogram belongs to. */
    static String meterOf(String sample) {
        return sample.replaceAll("_(bucket|count|sum|max)$", "");
    }
}
