// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Microsoft Graph's delta queries: everything first, page by page, and behind the last page a link to what will have
 * changed; of what changed only the members that did.
 */
final class Deltas implements Style {
    private final List<Reading> readings = new ArrayList<>();

    /** One answer of any number of pages, and what was there when it was begun. */
    private record Reading(Map<String, JsonNode> there, List<JsonNode> told) {}

    @Override
    public synchronized Said answer(Shelf shelf, Question question) {
        String self = question.base() + question.path();
        String skip = question.text("$skiptoken");
        String token = skip == null ? question.text("$deltatoken") : skip;
        String asked = token == null ? "" : token;
        boolean anew = asked.isEmpty();
        String[] parts = asked.split("-", -1);
        int known = anew ? -1 : shelf.behind(parts[0]);
        if (!anew && known < 0) {
            return new Said(
                    410,
                    Map.of("Location", List.of(self + "?$deltatoken=")),
                    "{\"error\":{\"code\":\"syncStateNotFound\"}}");
        }
        if (skip == null) {
            Map<String, JsonNode> then = anew ? Map.of() : readings.get(known).there();
            Map<String, JsonNode> now = new LinkedHashMap<>();
            shelf.all().forEach(row -> now.put(row.path("id").asText(), row));
            List<JsonNode> changes = changes(then, now);
            boolean still =
                    !anew && changes.isEmpty() && readings.get(known).told().isEmpty();
            if (!still) {
                readings.add(new Reading(now, changes));
                known = readings.size() - 1;
            }
        }
        List<JsonNode> told = readings.get(known).told();
        int start = skip == null ? 0 : Integer.parseInt(parts[1]);
        int end = Math.min(told.size(), start + question.page("$top", 100));
        ObjectNode body = Said.JSON.objectNode();
        body.set("value", Said.JSON.arrayNode().addAll(told.subList(start, end)));
        String cursor = shelf.cursor(known);
        if (end < told.size()) {
            body.put("@odata.nextLink", self + "?$skiptoken=" + cursor + "-" + end);
        } else {
            body.put("@odata.deltaLink", self + "?$deltatoken=" + cursor);
        }
        return Said.ok(body);
    }

    private static List<JsonNode> changes(Map<String, JsonNode> then, Map<String, JsonNode> now) {
        List<JsonNode> changes = new ArrayList<>();
        now.forEach((id, row) -> {
            JsonNode before = then.get(id);
            ObjectNode change = Said.JSON.objectNode().put("id", id);
            row.properties().forEach(member -> {
                if (before == null || !member.getValue().equals(before.get(member.getKey()))) {
                    change.set(member.getKey(), member.getValue());
                }
            });
            if (before == null || change.size() > 1) {
                changes.add(change);
            }
        });
        then.keySet().stream().filter(id -> !now.containsKey(id)).forEach(id -> {
            ObjectNode gone = Said.JSON.objectNode().put("id", id);
            gone.putObject("@removed").put("reason", "deleted");
            changes.add(gone);
        });
        return changes;
    }
}
