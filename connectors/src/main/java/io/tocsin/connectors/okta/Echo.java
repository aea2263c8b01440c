// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loop guard: Okta logs the SETs that it receives, ours among them, and the risk it takes from them.
 *
 * @param jti of the SET, where Okta says so
 */
record Echo(@Nullable String jti) {

    /** Present where the event is what a SET of ours did. */
    static @Nullable Echo of(LogEvent event, Set<String> ownIssuers) {
        return switch (event.type()) {
            case "security.events.provider.receive_event" -> {
                JsonAt set = report(event.debug("partnerRiskReportData"));
                yield isOwn(firstOf(set.get("issuer").text(), set.get("iss").text()), ownIssuers)
                        ? new Echo(set.get("jti").text())
                        : null;
            }
            case "user.risk.change", "user.risk.detect" ->
                isOwn(RiskText.of(event.debug("risk")).issuer(), ownIssuers) ? new Echo(null) : null;
            default -> null;
        };
    }

    private static boolean isOwn(@Nullable String issuer, Set<String> ownIssuers) {
        return issuer != null && ownIssuers.contains(issuer);
    }

    /** JSON within JSON, as a text. */
    private static JsonAt report(JsonAt value) {
        String text = value.text();
        if (text == null) {
            return value;
        }
        try {
            return JsonAt.root(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (UnexpectedJsonException notAReport) {
            return value;
        }
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
