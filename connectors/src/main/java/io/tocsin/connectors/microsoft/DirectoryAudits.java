// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.schemas.event.ChangeType.CREATE;
import static io.tocsin.schemas.event.ChangeType.DELETE;
import static io.tocsin.schemas.event.ChangeType.UPDATE;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_DELETED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_DISABLED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_ENABLED;
import static io.tocsin.schemas.signal.SignalType.ACCOUNT_UNLOCKED;
import static io.tocsin.schemas.signal.SignalType.PRIVILEGE_CHANGED;
import static io.tocsin.schemas.signal.SignalType.SESSION_REVOKED;
import static io.tocsin.schemas.signal.SignalType.SUSPICIOUS_ACTIVITY_REPORTED;
import static java.util.Map.entry;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Meaning;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entra ID's audit log, of which a few activities concern somebody's access; the rest is passed over. */
final class DirectoryAudits implements RecordMapper {
    /** Activities as Entra names them, in lower case; what the log does not say, such as which method, is unknown. */
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("user registered security info", Meaning.factor("unknown", CREATE)),
            entry("admin registered security info", Meaning.factor("unknown", CREATE)),
            entry("user deleted security info", Meaning.factor("unknown", DELETE)),
            entry("admin deleted security info", Meaning.factor("unknown", DELETE)),
            entry("user updated security info", Meaning.factor("unknown", UPDATE)),
            entry("admin updated security info", Meaning.factor("unknown", UPDATE)),
            entry("user changed default security info", Meaning.factor("unknown", UPDATE)),
            entry("reset user password", Meaning.password()),
            entry("reset password (by admin)", Meaning.password()),
            entry("reset password (self-service)", Meaning.password()),
            entry("change user password", Meaning.password()),
            entry("change password (self-service)", Meaning.password()),
            entry("unlock user account (self-service)", Meaning.account(ACCOUNT_UNLOCKED, null)),
            entry("disable account", Meaning.account(ACCOUNT_DISABLED, null)),
            entry("enable account", Meaning.account(ACCOUNT_ENABLED, null)),
            entry("restore user", Meaning.account(ACCOUNT_ENABLED, null)),
            entry("delete user", Meaning.account(ACCOUNT_DELETED, null)),
            entry("add member to role", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("remove member from role", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("add eligible member to role", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("remove eligible member from role", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("add member to role completed (pim activation)", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("add member to role in pim completed (permanent)", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("add member to role in pim completed (timebound)", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("remove member from role in pim completed (permanent)", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("remove member from role in pim completed (timebound)", Meaning.account(PRIVILEGE_CHANGED, null)),
            entry("revoke sign-in sessions", Meaning.session(SESSION_REVOKED, true, null)),
            entry("update stsrefreshtokenvalidfrom timestamp", Meaning.session(SESSION_REVOKED, true, null)),
            entry("stsrefreshtokenvalidfrom", Meaning.session(SESSION_REVOKED, true, null)),
            entry("suspicious activity reported", Meaning.of(SUSPICIOUS_ACTIVITY_REPORTED)),
            entry("fraud reported - no action taken", Meaning.of(SUSPICIOUS_ACTIVITY_REPORTED)),
            entry("fraud reported - user is blocked for mfa", Meaning.of(SUSPICIOUS_ACTIVITY_REPORTED)));

    private final Directory directory;

    DirectoryAudits(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String activity = record.get("activityDisplayName").requireText();
        JsonAt target = target(record);
        Meaning meaning = meaning(activity.toLowerCase(Locale.ROOT), target);
        if (meaning == null || !"success".equals(record.get("result").text())) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        Entity user = target == null ? null : user(target);
        if (user == null) {
            throw record.get("targetResources").unexpected("a target of type User with an id or principal name");
        }
        SignalSource source = new SignalSource(
                arrival.tenant(),
                "entra",
                arrival.connector(),
                GraphLog.DIRECTORY_AUDITS.family(),
                arrival.transport(),
                activity,
                record.get("id").requireText(),
                null);
        JsonAt by = record.get("initiatedBy").get("user");
        Entity actor = user(by);
        boolean own = actor != null && actor.identifiers().stream().anyMatch(user.identifiers()::contains);
        InitiatingEntity initiator =
                actor == null ? InitiatingEntity.SYSTEM : own ? InitiatingEntity.USER : InitiatingEntity.ADMIN;
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(EventTime.requireIso(record.get("activityDateTime")), null, arrival.at()), source)
                .by(initiator, own ? null : actor)
                .user(user)
                .context(new SignalContext(by.get("ipAddress").text(), null, null, null, null, null, null))
                .provenance(new Provenance(record.get("correlationId").text(), null, null, false))
                .signal(meaning.type(), meaning.payload(), 0)));
    }

    private static @Nullable Meaning meaning(String activity, @Nullable JsonAt target) {
        return activity.equals("update user") && target != null ? renamed(target) : MEANINGS.get(activity);
    }

    /** Any edit of a user has the same name; a new principal name is one that matters to those who know the old one. */
    private static @Nullable Meaning renamed(JsonAt target) {
        for (JsonAt property : target.get("modifiedProperties").elements()) {
            String before = word(property.get("oldValue"));
            String after = word(property.get("newValue"));
            if ("UserPrincipalName".equals(property.get("displayName").text())
                    && before != null
                    && after != null
                    && !before.equals(after)) {
                return new Meaning(
                        SignalType.ACCOUNT_IDENTIFIER_CHANGED, new AccountChange(null, upn(before), upn(after)));
            }
        }
        return null;
    }

    private static Identifier upn(String name) {
        return new Identifier(IdentifierKind.USER_UPN, "", name, Strength.STRONG);
    }

    /** JSON within JSON, as a text: an array of one text, or the text alone. */
    private static @Nullable String word(JsonAt value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        String bare = text.strip().replaceAll("^\\[?\"|\"]?$", "");
        return bare.isEmpty() || bare.equals("[]") ? null : bare;
    }

    private static @Nullable JsonAt target(JsonAt record) {
        return record.get("targetResources").elements().stream()
                .filter(target -> "User".equals(target.get("type").text()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Entity user(JsonAt user) {
        return directory
                .user(user.get("id").text(), user.get("userPrincipalName").text())
                .display(user.get("displayName").text())
                .entity();
    }
}
