// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.TimedLog;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Severities;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Defender for Endpoint's alerts, which change while people look at them; each change is a record of its own. */
public final class Alerts implements RecordMapper {
    public static final String FAMILY = "alerts";

    static final String VENDOR = "defender";
    private static final int PAGE = 1000;

    private final Directory directory;

    public Alerts(Directory directory) {
        this.directory = directory;
    }

    /** All alerts, to be read as long as changes may come late. */
    public static WindowFormat log(Directory directory, ApiConfig api, Duration overlap) {
        return new TimedLog(
                from -> Ask.get(api.at("/api/alerts?$filter=" + GraphLog.since("lastUpdateTime", from)
                        + "&$expand=evidence&$top=" + PAGE + "&$skip=0")),
                Paging.skip("$skip", PAGE),
                GraphLog.VALUE,
                GraphLog.ID,
                JsonPointer.compile("/lastUpdateTime"),
                true,
                overlap,
                new Alerts(directory));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        FindingState state = state(record);
        SignalType type = state.reported();
        String id = record.get("id").requireText();
        String severity = record.get("severity").text();
        SignalSource source = arrival.source(VENDOR, FAMILY, "alert", id, severity);
        Instant updated = EventTime.requireIso(record.get("lastUpdateTime"));
        Instant happened = EventTime.iso(record.get("lastEventTime"));
        Entity device = device(record);
        if (device == null) {
            throw record.get("machineId").unexpected("the id or name of a machine");
        }
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.ofFinding(type, happened, updated, arrival.at()),
                        source,
                        id + "@" + record.get("lastUpdateTime").requireText())
                .user(user(record))
                .device(device)
                .signal(
                        type,
                        new Threat(
                                VENDOR + ":" + id,
                                record.get("title").text(),
                                state,
                                Severities.of(severity),
                                null,
                                techniques(record)),
                        0)));
    }

    /** What people found out weighs more than where the work on it stands. */
    private static FindingState state(JsonAt record) {
        if ("FalsePositive".equals(record.get("classification").text())) {
            return FindingState.FALSE_POSITIVE;
        }
        String status = record.get("status").text();
        return switch (status == null ? "" : status) {
            case "New" -> FindingState.NEW;
            case "InProgress" -> FindingState.IN_PROGRESS;
            case "Resolved" -> FindingState.RESOLVED;
            default -> FindingState.UNKNOWN;
        };
    }

    private static List<String> techniques(JsonAt record) {
        return record.get("mitreTechniques").elements().stream()
                .map(JsonAt::text)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Entity device(JsonAt record) {
        String name = record.get("computerDnsName").text();
        return new Names()
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        VENDOR + ":" + directory.id(),
                        record.get("machineId").text(),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_HOSTNAME, name, Strength.MEDIUM)
                .display(name)
                .entity();
    }

    /** The user in the evidence; the related user has no more than an account's name. */
    private @Nullable Entity user(JsonAt record) {
        for (JsonAt evidence : record.get("evidence").elements()) {
            if ("User".equals(evidence.get("entityType").text())) {
                return account(
                                directory.user(
                                        evidence.get("aadUserId").text(),
                                        evidence.get("userPrincipalName").text()),
                                evidence.get("accountName").text(),
                                evidence.get("domainName").text())
                        .add(IdentifierKind.USER_SID, evidence.get("userSid").text(), Strength.STRONG)
                        .entity();
            }
        }
        JsonAt related = record.get("relatedUser");
        return account(
                        new Names(),
                        related.get("userName").text(),
                        related.get("domainName").text())
                .entity();
    }

    private static Names account(Names names, @Nullable String account, @Nullable String domain) {
        return domain == null
                ? names.add(IdentifierKind.USER_LOCAL_NAME, account, Strength.WEAK)
                : names.add(IdentifierKind.USER_SAM_ACCOUNT, domain, account, Strength.MEDIUM);
    }
}
