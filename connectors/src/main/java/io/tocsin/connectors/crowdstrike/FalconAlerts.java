// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.Severities;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Falcon's alerts, which change while people look at them; each change is a record of its own. */
public final class FalconAlerts implements WindowFormat {
    public static final String FAMILY = "alerts";

    static final String VENDOR = "crowdstrike";
    private static final JsonPointer RESOURCES = JsonPointer.compile("/resources");
    private static final JsonPointer AFTER = JsonPointer.compile("/meta/pagination/after");
    private static final int PAGE = 1000;

    private final ApiConfig api;
    private final Duration overlap;

    public FalconAlerts(ApiConfig api, Duration overlap) {
        this.api = api;
        this.overlap = overlap;
    }

    @Override
    public Ask ask(Instant from) {
        return ask(from.truncatedTo(ChronoUnit.SECONDS).toString(), null);
    }

    private Ask ask(String from, @Nullable String after) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("filter", "updated_timestamp:>='" + from + "'");
        question.put("sort", "updated_timestamp|asc");
        question.put("limit", PAGE);
        if (after != null) {
            question.put("after", after);
        }
        return Ask.post(api.at("/alerts/combined/alerts/v1"), question.toString());
    }

    /** There is a token behind the last page too. */
    @Override
    public Paging paging() {
        return (asked, reply, body, records) -> {
            String after = body.at(AFTER).text();
            String before = asked.body();
            if (after == null || before == null || records < PAGE) {
                return null;
            }
            int start = before.indexOf('\'') + 1;
            return ask(before.substring(start, before.indexOf('\'', start)), after);
        };
    }

    @Override
    public Duration overlap() {
        return overlap;
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, RESOURCES);
    }

    @Override
    public String key(JsonAt record) {
        return record.get("composite_id").requireText() + "@"
                + record.get("updated_timestamp").requireText();
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.get("updated_timestamp"));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        FindingState state = state(record);
        SignalType type = state.reported();
        String id = record.get("composite_id").requireText();
        String product = record.get("product").text();
        SignalSource source = arrival.source(
                VENDOR,
                FAMILY,
                product == null ? "alert" : "alert:" + product,
                id,
                record.get("severity").id());
        Instant updated = EventTime.requireIso(record.get("updated_timestamp"));
        Instant happened = EventTime.iso(record.get("timestamp"));
        Entity device = device(record);
        Entity user = user(record);
        if (device == null && user == null) {
            throw record.get("agent_id").unexpected("an agent's id, or a user's name");
        }
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.ofFinding(type, happened, updated, arrival.at()),
                        source,
                        type == SignalType.THREAT_DETECTED ? firstSeen(id, severity(record)) : key(record))
                .user(user)
                .device(device)
                .context(new SignalContext(
                        record.get("device").get("external_ip").text(), null, null, null, null, null, null))
                .signal(type, new Threat(id, title(record), state, severity(record), null, technique(record)), 0)));
    }

    /** The event stream tells of the same detection: what is new is known by what both have. */
    static String firstSeen(String id, Severity severity) {
        return id + " " + severity;
    }

    private static FindingState state(JsonAt record) {
        if ("false_positive".equals(record.get("resolution").text())) {
            return FindingState.FALSE_POSITIVE;
        }
        String status = record.get("status").text();
        return switch (status == null ? "" : status) {
            case "new" -> FindingState.NEW;
            case "in_progress", "reopened" -> FindingState.IN_PROGRESS;
            case "closed" -> FindingState.RESOLVED;
            default -> FindingState.UNKNOWN;
        };
    }

    private static @Nullable String title(JsonAt record) {
        String display = record.get("display_name").text();
        return display == null ? record.get("name").text() : display;
    }

    /** By the name where there is one: the number's scale is not the same for all products. */
    private static Severity severity(JsonAt record) {
        Severity named = Severities.of(record.get("severity_name").text());
        return named == Severity.UNKNOWN
                ? Severities.ofHundred(record.get("severity").integer())
                : named;
    }

    private static List<String> technique(JsonAt record) {
        String id = record.get("technique_id").text();
        return id == null ? List.of() : List.of(id);
    }

    private static @Nullable Entity device(JsonAt record) {
        JsonAt device = record.get("device");
        String agent = record.get("agent_id").text();
        String host = device.get("hostname").text();
        return new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        books(record),
                        agent == null ? device.get("device_id").text() : agent,
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_MAC, mac(device), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                .display(host)
                .entity();
    }

    private static @Nullable Entity user(JsonAt record) {
        return account(
                        record.get("user_name").text(),
                        record.get("logon_domain").text(),
                        record.get("device").get("hostname").text())
                .add(IdentifierKind.USER_UPN, record.get("user_principal").text(), Strength.STRONG)
                .entity();
    }

    /** An account of the computer's own is named by the computer. */
    static Names account(@Nullable String name, @Nullable String domain, @Nullable String host) {
        return domain == null || domain.equalsIgnoreCase(host)
                ? new Names().add(IdentifierKind.USER_LOCAL_NAME, name, Strength.WEAK)
                : new Names().add(IdentifierKind.USER_SAM_ACCOUNT, domain, name, Strength.MEDIUM);
    }

    /** Agents' ids are unique within a customer. */
    static String books(JsonAt record) {
        return books(record.get("cid").text());
    }

    static String books(@Nullable String customer) {
        return customer == null ? VENDOR : VENDOR + ":" + customer;
    }

    static @Nullable String mac(JsonAt device) {
        return mac(device.get("mac_address").text());
    }

    static @Nullable String mac(@Nullable String mac) {
        return mac == null ? null : mac.replace('-', ':');
    }
}
