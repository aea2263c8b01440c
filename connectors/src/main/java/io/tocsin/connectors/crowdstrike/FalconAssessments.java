// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Falcon's Zero Trust assessments: a score of 0 to 100 for each host. It wavers by a point or two without anything
 * having happened, so only its band counts, and it leaves a band when it is well outside.
 */
public final class FalconAssessments implements SnapshotFormat {
    public static final String FAMILY = "assessments";

    private static final JsonPointer RESOURCES = JsonPointer.compile("/resources");
    private static final JsonPointer PAGINATION = JsonPointer.compile("/meta/pagination");
    private static final JsonPointer OVERALL = JsonPointer.compile("/assessment/overall");
    private static final String BAND = "band";
    private static final Content CONTENT =
            Content.of("/aid", "/cid", "/system_serial_number", "/event_platform", "/product_type_desc");
    /** From here on a host is all right. */
    private static final int GOOD = 80;
    /** From here on it is not bad. */
    private static final int FAIR = 50;
    /** How far outside its band a score has to be. */
    private static final int MARGIN = 3;

    /** As many agents' ids as an address may well hold. */
    private static final int PAGE = 100;

    private final ApiConfig api;

    public FalconAssessments(ApiConfig api) {
        this.api = api;
    }

    /** Falcon lists scores without saying more; the answer to each question has the whole assessments instead. */
    public VendorApi hydrated(VendorApi real) {
        return ask -> {
            Reply scores = real.send(ask);
            JsonAt body = Answers.json(scores);
            List<String> agents = new ArrayList<>();
            for (JsonAt score : body.at(RESOURCES).elements()) {
                String agent = score.get("aid").text();
                if (agent != null) {
                    agents.add("ids=" + agent);
                }
            }
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.set("meta", body.get("meta").node());
            whole.set("resources", agents.isEmpty() ? whole.arrayNode() : assessments(real, agents));
            return new Reply(scores.status(), Map.of(), whole.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    private JsonNode assessments(VendorApi real, List<String> agents) throws FaultException, InterruptedException {
        String query = String.join("&", agents);
        Reply reply = real.send(Ask.get(api.at("/zero-trust-assessment/entities/assessments/v1?" + query)));
        return Answers.json(reply).at(RESOURCES).node();
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/zero-trust-assessment/queries/assessments/v1?filter=score%3A%3E%3D0&limit=" + PAGE));
    }

    /** One of two names, by the kind of paging that Falcon's documents name and its clients find. */
    @Override
    public Paging paging() {
        return (asked, reply, body, records) -> {
            String next = body.at(PAGINATION).get("next").text();
            String token = next == null ? body.at(PAGINATION).get("after").text() : next;
            return token == null || records == 0 ? null : Ask.get(Paging.with(asked.uri(), "after", token));
        };
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, RESOURCES);
    }

    @Override
    public String id(JsonAt record) {
        return record.get("aid").requireText();
    }

    @Override
    public String content(JsonAt record) {
        return content(null, record);
    }

    @Override
    public String content(@Nullable JsonAt before, JsonAt record) {
        ObjectNode kept = CONTENT.node(record);
        kept.put(BAND, band(before, record).name());
        return kept.toString();
    }

    /** Where it was as long as the score is not well outside of that. */
    private static RiskLevel band(@Nullable JsonAt before, JsonAt record) {
        Integer score = record.at(OVERALL).integer();
        if (score == null) {
            throw record.at(OVERALL).unexpected("a score from 0 to 100");
        }
        RiskLevel known = before == null ? RiskLevel.UNKNOWN : known(before);
        RiskLevel now = band(score);
        boolean stays = known == band(score + MARGIN - 1) || known == band(score - MARGIN + 1);
        return stays ? known : now;
    }

    private static RiskLevel band(int score) {
        if (score >= GOOD) {
            return RiskLevel.LOW;
        }
        return score >= FAIR ? RiskLevel.MEDIUM : RiskLevel.HIGH;
    }

    private static RiskLevel known(JsonAt content) {
        String band = content.get(BAND).text();
        return band == null ? RiskLevel.UNKNOWN : RiskLevel.valueOf(band);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        Differences differences = differences(row, moment).add(SignalType.DEVICE_SEEN, facts(row));
        if (!moment.baseline()) {
            differences.add(SignalType.DEVICE_POSTURE_ASSESSED, assessment(row, band(null, row), null));
        }
        return differences.mapped();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        RiskLevel then = known(before);
        RiskLevel now = band(before, row);
        if (now == then) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        return differences(row, moment)
                .add(SignalType.DEVICE_POSTURE_ASSESSED, assessment(row, now, then))
                .mapped();
    }

    /** Falcon forgets hosts that were silent for long: that is no news of the host. */
    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }

    private static VendorRisk assessment(JsonAt row, RiskLevel now, @Nullable RiskLevel then) {
        JsonAt items = row.get("assessment_items");
        List<String> failed = Stream.concat(
                        items.get("os_signals").elements().stream(), items.get("sensor_signals").elements().stream())
                .filter(item -> "no".equals(item.get("meets_criteria").text()))
                .map(item -> item.get("signal_id").text())
                .filter(id -> id != null)
                .collect(Collectors.toList());
        return new VendorRisk(
                PrincipalKind.DEVICE, now, then == RiskLevel.UNKNOWN ? null : then, "zero-trust-assessment", failed);
    }

    private static Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(),
                FalconAlerts.VENDOR,
                FAMILY,
                row.get("aid").requireText(),
                moment.pass(),
                moment.previous(),
                device(row),
                null);
    }

    private static @Nullable Entity device(JsonAt row) {
        return new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        FalconAlerts.books(row),
                        row.get("aid").text(),
                        Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_SERIAL,
                        row.get("system_serial_number").text(),
                        Strength.STRONG)
                .entity();
    }

    private static DeviceFacts facts(JsonAt row) {
        return new DeviceFacts(null, null, row.get("event_platform").text(), null);
    }
}
