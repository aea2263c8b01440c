// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a vendor hands out a collection. */
@FunctionalInterface
interface Style {
    Said answer(Shelf shelf, Question question);

    /** Okta: a link to the next page in a header, also when there is nothing yet; by order of writing. */
    static Style okta() {
        return (shelf, question) -> {
            List<JsonNode> all = shelf.all();
            String after = question.text("after");
            int start = after == null ? firstSince(all, question.text("since")) : shelf.behind(after);
            if (start < 0) {
                return new Said(
                        400,
                        Map.of(),
                        Said.JSON.objectNode().put("errorCode", "E0000053").toString());
            }
            int limit = question.page("limit", 100);
            int end = Math.min(all.size(), start + limit);
            String self = question.base() + question.path();
            String next = self + "?after=" + shelf.cursor(end) + "&sortOrder=ASCENDING&limit="
                    + question.number("limit", 100);
            return Said.ok(
                    Map.of("link", List.of("<" + self + ">; rel=\"self\"", "<" + next + ">; rel=\"next\"")),
                    array(all.subList(Math.min(start, end), end)));
        };
    }

    private static int firstSince(List<JsonNode> all, @Nullable String since) {
        for (int i = 0; since != null && i < all.size(); i++) {
            if (!time(all.get(i).path("published")).isBefore(time(since))) {
                return i;
            }
        }
        return since == null ? 0 : all.size();
    }

    /** Microsoft: a filter by time, newest first, and the next page's address in the body. */
    static Style odata(@Nullable String time, boolean links) {
        Pattern since = Pattern.compile("\\w+ ge (\\S+)");
        return (shelf, question) -> {
            List<JsonNode> chosen = shelf.all();
            String filter = question.text("$filter");
            Matcher matcher = since.matcher(filter == null ? "" : filter);
            if (time != null && matcher.matches()) {
                Instant from = time(matcher.group(1));
                chosen = chosen.stream()
                        .filter(record -> !time(record.path(time)).isBefore(from))
                        .sorted(Comparator.comparing((JsonNode record) -> time(record.path(time)))
                                .reversed())
                        .toList();
            }
            int start = question.number(links ? "$skiptoken" : "$skip", 0);
            int end = Math.min(chosen.size(), start + question.page("$top", 100));
            ObjectNode body = Said.JSON.objectNode();
            body.set("value", array(chosen.subList(Math.min(start, end), end)));
            if (links && end < chosen.size()) {
                String asked = filter == null ? "" : "$filter=" + encoded(filter) + "&";
                body.put(
                        "@odata.nextLink",
                        question.base() + question.path() + "?" + asked + "$top=" + question.number("$top", 100)
                                + "&$skiptoken=" + end);
            }
            return Said.ok(body);
        };
    }

    /** Falcon's alerts: a question in the body, by time of the last change; a token behind every page. */
    static Style falconAlerts() {
        Pattern since = Pattern.compile("updated_timestamp:>='([^']+)'");
        return (shelf, question) -> {
            JsonNode asked = Lab.parse(question.body());
            Matcher matcher = since.matcher(asked.path("filter").asText());
            Instant from = matcher.matches() ? time(matcher.group(1)) : Instant.EPOCH;
            List<JsonNode> chosen = shelf.all().stream()
                    .filter(record -> !time(record.path("updated_timestamp")).isBefore(from))
                    .sorted(Comparator.comparing((JsonNode record) -> time(record.path("updated_timestamp"))))
                    .toList();
            int start = asked.path("after").asInt(0);
            int end = Math.min(
                    chosen.size(),
                    start + Math.min(question.most(), asked.path("limit").asInt(100)));
            ObjectNode body = Said.JSON.objectNode();
            body.putObject("meta").putObject("pagination").put("after", Integer.toString(end));
            body.set("resources", array(chosen.subList(Math.min(start, end), end)));
            return Said.ok(body);
        };
    }

    /** Falcon's hosts: a token where there is more. */
    static Style falconHosts() {
        return (shelf, question) -> {
            List<JsonNode> all = shelf.all();
            int start = question.number("offset", 0);
            int end = Math.min(all.size(), start + question.page("limit", 100));
            ObjectNode body = Said.JSON.objectNode();
            ObjectNode pagination = body.putObject("meta").putObject("pagination");
            if (end < all.size()) {
                pagination.put("next", Integer.toString(end));
            }
            body.set("resources", array(all.subList(Math.min(start, end), end)));
            return Said.ok(body);
        };
    }

    /** Falcon's scores: so many of a shelf of assessments, without what they are made of. */
    static Style falconScores() {
        return (shelf, question) -> {
            List<JsonNode> all = shelf.all();
            int start = question.number("after", 0);
            int end = Math.min(all.size(), start + question.page("limit", 100));
            ObjectNode body = Said.JSON.objectNode();
            ObjectNode pagination = body.putObject("meta").putObject("pagination");
            pagination.put("next", end < all.size() ? Integer.toString(end) : "");
            ArrayNode scores = body.putArray("resources");
            for (JsonNode assessment : all.subList(Math.min(start, end), end)) {
                scores.addObject()
                        .put("aid", assessment.path("aid").asText())
                        .put("score", assessment.at("/assessment/overall").asInt());
            }
            return Said.ok(body);
        };
    }

    /** Falcon's assessments of the hosts that are asked for. */
    static Style falconAssessments() {
        return (shelf, question) -> {
            List<String> asked = question.query().getAll("ids");
            ObjectNode body = Said.JSON.objectNode();
            body.set(
                    "resources",
                    array(shelf.all().stream()
                            .filter(each -> asked.contains(each.path("aid").asText()))
                            .toList()));
            return Said.ok(body);
        };
    }

    /** Fleet and Jamf Pro: pages by number. */
    static Style pages(String member, String size) {
        return (shelf, question) -> {
            List<JsonNode> all = shelf.all();
            int page = question.page(size, 100);
            int start = Math.min(all.size(), question.number("page", 0) * page);
            ObjectNode body = Said.JSON.objectNode();
            body.put("totalCount", all.size());
            body.set(member, array(all.subList(start, Math.min(all.size(), start + page))));
            return Said.ok(body);
        };
    }

    /** Keycloak: an array from a time on, so many after leaving out so many. */
    static Style keycloak() {
        return (shelf, question) -> {
            long from = Long.parseLong(String.valueOf(question.text("dateFrom")));
            List<JsonNode> chosen = shelf.all().stream()
                    .filter(record -> record.path("time").asLong() >= from)
                    .sorted(Comparator.comparingLong(
                            (JsonNode record) -> record.path("time").asLong()))
                    .toList();
            int start = Math.min(chosen.size(), question.number("first", 0));
            int end = Math.min(chosen.size(), start + question.page("max", 100));
            return Said.ok(array(chosen.subList(start, end)));
        };
    }

    /** SentinelOne: from a time on, oldest first, and a cursor where there is more. */
    static Style sentinelOne(String by, String at) {
        JsonPointer time = JsonPointer.compile(at);
        return (shelf, question) -> {
            String since = question.text(by + "__gte");
            List<JsonNode> chosen = shelf.all().stream()
                    .filter(record -> since == null || !time(record.at(time)).isBefore(time(since)))
                    .sorted(Comparator.comparing(
                            (JsonNode record) -> since == null ? Instant.EPOCH : time(record.at(time))))
                    .toList();
            int start = question.number("cursor", 0);
            int end = Math.min(chosen.size(), start + question.page("limit", 10));
            ObjectNode body = Said.JSON.objectNode();
            body.putObject("pagination")
                    .put("nextCursor", end < chosen.size() ? Integer.toString(end) : null)
                    .put("totalItems", chosen.size());
            body.set("data", array(chosen.subList(Math.min(start, end), end)));
            return Said.ok(body);
        };
    }

    /** Auth0: what was logged since a time, or behind a number. */
    static Style auth0() {
        Pattern since = Pattern.compile("date:\\[(\\S+) TO \\*]");
        return (shelf, question) -> {
            String from = question.text("from");
            String query = question.text("q");
            Matcher matcher = since.matcher(query == null ? "" : query);
            Instant begin = matcher.matches() ? time(matcher.group(1)) : Instant.EPOCH;
            if (from != null
                    && shelf.all().stream()
                            .noneMatch(record -> record.path("log_id").asText().equals(from))) {
                return new Said(400, Map.of(), "{\"errorCode\":\"invalid_log_id\"}");
            }
            List<JsonNode> chosen = shelf.all().stream()
                    .filter(record -> from == null
                            ? !time(record.path("date")).isBefore(begin)
                            : record.path("log_id").asText().compareTo(from) > 0)
                    .sorted(Comparator.comparing(
                            (JsonNode record) -> record.path("log_id").asText()))
                    .toList();
            int end = Math.min(chosen.size(), question.page(from == null ? "per_page" : "take", 50));
            return Said.ok(array(chosen.subList(0, end)));
        };
    }

    /** Google: newest first, a token where there is more, and no list where there is nothing. */
    static Style google() {
        JsonPointer time = JsonPointer.compile("/id/time");
        return (shelf, question) -> {
            Instant from = time(String.valueOf(question.text("startTime")));
            List<JsonNode> chosen = shelf.all().stream()
                    .filter(record -> !time(record.at(time)).isBefore(from))
                    .sorted(Comparator.comparing((JsonNode record) -> time(record.at(time)))
                            .reversed())
                    .toList();
            int start = question.number("pageToken", 0);
            int end = Math.min(chosen.size(), start + question.page("maxResults", 1000));
            ObjectNode body = Said.JSON.objectNode().put("kind", "admin#reports#activities");
            if (end < chosen.size()) {
                body.put("nextPageToken", Integer.toString(end));
            }
            if (start < end) {
                body.set("items", array(chosen.subList(start, end)));
            }
            return Said.ok(body);
        };
    }

    private static ArrayNode array(List<JsonNode> records) {
        return Said.JSON.arrayNode().addAll(records);
    }

    private static Instant time(JsonNode value) {
        return value.isTextual() ? time(value.textValue()) : Instant.MAX;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
