// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.schemas.event.ChangeType.CREATE;
import static io.tocsin.schemas.event.ChangeType.DELETE;
import static io.tocsin.schemas.event.ChangeType.UPDATE;
import static java.util.Map.entry;

import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.feed.WindowFormat;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Provenance;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalSource;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entra ID's audit log, of which a few activities concern somebody's access; the rest is passed over. */
public final class DirectoryAudits implements WindowFormat {
    public static final String FAMILY = "directory-audits";

    private record Meaning(SignalType type, SignalPayload payload) {}

    /** Activities as Entra names them, in lower case. */
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("user registered security info", factor(CREATE)),
            entry("admin registered security info", factor(CREATE)),
            entry("user deleted security info", factor(DELETE)),
            entry("admin deleted security info", factor(DELETE)),
            entry("user updated security info", factor(UPDATE)),
            entry("user changed default security info", factor(UPDATE)),
            entry("reset user password", password()),
            entry("reset password (by admin)", password()),
            entry("reset password (self-service)", password()),
            entry("change user password", password()),
            entry("change password (self-service)", password()),
            entry("disable account", account(SignalType.ACCOUNT_DISABLED)),
            entry("enable account", account(SignalType.ACCOUNT_ENABLED)),
            entry("delete user", account(SignalType.ACCOUNT_DELETED)),
            entry("add member to role", account(SignalType.PRIVILEGE_CHANGED)),
            entry("remove member from role", account(SignalType.PRIVILEGE_CHANGED)),
            entry("revoke sign-in sessions", revoked()),
            entry("update stsrefreshtokenvalidfrom timestamp", revoked()),
            entry("stsrefreshtokenvalidfrom", revoked()));

    private final Directory directory;
    private final ApiConfig api;
    private final Duration overlap;

    public DirectoryAudits(Directory directory, ApiConfig api, Duration overlap) {
        this.directory = directory;
        this.api = api;
        this.overlap = overlap;
    }

    @Override
    public Ask ask(Instant from) {
        return Graph.since(api, "/v1.0/auditLogs/directoryAudits", "activityDateTime", from, 1000);
    }

    @Override
    public Paging paging() {
        return Graph.PAGING;
    }

    @Override
    public Duration overlap() {
        return overlap;
    }

    @Override
    public Batch records(JsonAt body) {
        return Graph.records(body);
    }

    @Override
    public String key(JsonAt record) {
        return record.get("id").requireText();
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.get("activityDateTime"));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String activity = record.get("activityDisplayName").requireText();
        Meaning meaning = MEANINGS.get(activity.toLowerCase(Locale.ROOT));
        if (meaning == null || !"success".equals(record.get("result").text())) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        Entity user = target(record);
        if (user == null) {
            throw record.get("targetResources").unexpected("a target of type User with an id or principal name");
        }
        SignalSource source = new SignalSource(
                arrival.tenant(),
                "entra",
                arrival.connector(),
                FAMILY,
                arrival.transport(),
                activity,
                key(record),
                null);
        Entity by = actor(record);
        boolean own = by != null && by.identifiers().stream().anyMatch(user.identifiers()::contains);
        InitiatingEntity initiator =
                by == null ? InitiatingEntity.SYSTEM : own ? InitiatingEntity.USER : InitiatingEntity.ADMIN;
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(EventTime.requireIso(record.get("activityDateTime")), null, arrival.at()), source)
                .by(initiator, own ? null : by)
                .user(user)
                .provenance(new Provenance(record.get("correlationId").text(), null, null, false))
                .signal(meaning.type(), meaning.payload(), 0)));
    }

    private @Nullable Entity target(JsonAt record) {
        for (JsonAt target : record.get("targetResources").elements()) {
            if ("User".equals(target.get("type").text())) {
                return directory
                        .user(
                                target.get("id").text(),
                                target.get("userPrincipalName").text())
                        .display(target.get("displayName").text())
                        .entity();
            }
        }
        return null;
    }

    private @Nullable Entity actor(JsonAt record) {
        JsonAt by = record.get("initiatedBy").get("user");
        return directory
                .user(by.get("id").text(), by.get("userPrincipalName").text())
                .display(by.get("displayName").text())
                .entity();
    }

    private static Meaning factor(ChangeType change) {
        // the log does not say which method
        return new Meaning(SignalType.MFA_CHANGED, new CredentialUpdate("unknown", change, null, false));
    }

    private static Meaning password() {
        return new Meaning(SignalType.CREDENTIAL_CHANGED, new CredentialUpdate("password", UPDATE, null, false));
    }

    private static Meaning account(SignalType type) {
        return new Meaning(type, new AccountChange(null, null, null));
    }

    private static Meaning revoked() {
        return new Meaning(SignalType.SESSION_REVOKED, new SessionChange(true, null, null));
    }
}
