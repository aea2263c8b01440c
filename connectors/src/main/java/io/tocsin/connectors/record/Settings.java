// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A connector's configuration as it stands in a recording. */
final class Settings {
    /** What is the same for everybody. */
    private static final Set<String> WORDS = Set.of("type", "feeds", "page-size");

    private Settings() {}

    /** Without what proves who we are, and without a rhythm: a recording has its own. */
    static JsonNode masked(JsonNode settings, Mask mask) {
        ObjectNode kept = settings.deepCopy();
        kept.remove("schedule");
        kept.properties().forEach(each -> {
            if (!WORDS.contains(each.getKey())) {
                each.setValue(mask.json(each.getValue()));
            }
        });
        // whether a group's members comply is our own word
        for (int i = 0; i < settings.path("groups").size(); i++) {
            JsonNode members = settings.at("/groups/" + i + "/members");
            if (members.isTextual() && kept.at("/groups/" + i) instanceof ObjectNode group) {
                group.set("members", members);
            }
        }
        ObjectNode api = kept.putObject("api");
        api.put("url", Mask.ORIGIN);
        api.putObject("credential").put("type", "header").put("value", "none");
        return kept;
    }
}
