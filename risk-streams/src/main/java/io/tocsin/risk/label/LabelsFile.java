// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.risk.label.Label.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Labels as a file: the first line says what it is and for how many people and days, every other one is a label. */
public final class LabelsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelsFile() {}

    /** Throws {@link UncheckedIOException}. */
    public static void write(Path file, Labels labels) {
        StringBuilder text = new StringBuilder();
        text.append(JSON.createObjectNode()
                        .put("schema", Labels.SCHEMA)
                        .put("users", labels.users())
                        .put("days", labels.days()))
                .append('\n');
        labels.labels().forEach(label -> text.append(json(label)).append('\n'));
        try {
            Files.writeString(file, text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static ObjectNode json(Label label) {
        ObjectNode node = JSON.createObjectNode()
                .put("attack", label.attack())
                .put("expected", label.expected().name().toLowerCase(Locale.ROOT));
        if (label.user() != null) {
            node.put("user", label.user());
        }
        if (label.device() != null) {
            node.put("device", label.device());
        }
        ArrayNode sessions = node.putArray("sessions");
        label.sessions().forEach(sessions::add);
        return node.put("start", label.start().toString())
                .put("catchable", label.catchable().toString())
                .put("end", label.end().toString());
    }

    /** Throws {@link IllegalArgumentException} that names file and line where it is no labels file. */
    public static Labels read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read; check the path", e);
        }
        JsonNode head = lines.isEmpty() ? JSON.missingNode() : parse(file, 1, lines.getFirst());
        if (!head.path("schema").asText().equals(Labels.SCHEMA)) {
            throw new IllegalArgumentException(file + ":1: is no labels file: expected {\"schema\":\"" + Labels.SCHEMA
                    + "\",\"users\":…,\"days\":…}, as `tocsin signals generate --labels` writes it");
        }
        List<Label> labels = new ArrayList<>();
        for (int line = 2; line <= lines.size(); line++) {
            if (!lines.get(line - 1).isBlank()) {
                labels.add(label(file, line, parse(file, line, lines.get(line - 1))));
            }
        }
        try {
            return new Labels(head.path("users").asInt(), head.path("days").asDouble(), labels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ":1: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path file, int line, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ":" + line + ": " + e.getOriginalMessage(), e);
        }
    }

    private static Label label(Path file, int line, JsonNode node) {
        try {
            List<String> sessions = new ArrayList<>();
            node.path("sessions").forEach(session -> sessions.add(session.asText()));
            return new Label(
                    required(node, "attack"),
                    Expected.valueOf(required(node, "expected").toUpperCase(Locale.ROOT)),
                    optional(node, "user"),
                    optional(node, "device"),
                    sessions,
                    Instant.parse(required(node, "start")),
                    Instant.parse(required(node, "catchable")),
                    Instant.parse(required(node, "end")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(file + ":" + line + ": " + e.getMessage(), e);
        }
    }

    private static String required(JsonNode node, String member) {
        String value = optional(node, member);
        if (value == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode node, String member) {
        return node.path(member).isTextual() ? node.path(member).asText() : null;
    }
}
