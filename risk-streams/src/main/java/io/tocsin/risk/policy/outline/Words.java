// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.outline;

import io.tocsin.risk.policy.Response.On;
import io.tocsin.risk.policy.Window;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.event.Send;
import io.tocsin.risk.policy.event.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Windows, causes and members of events as the document would have them on one line. */
final class Words {
    private Words() {}

    static @Nullable String of(@Nullable Window window) {
        if (window == null) {
            return null;
        }
        String kind = switch (window) {
            case Window.Count count -> "count " + count.atLeast();
            case Window.Distinct distinct ->
                "distinct " + withoutLayout(distinct.of().text()) + " at-least " + distinct.atLeast();
            case Window.Rate rate -> "rate " + Spelling.plain(rate.atLeast()) + " per " + Outline.time(rate.per());
            case Window.FirstSeen first ->
                "first-seen " + withoutLayout(first.of().text()) + " history " + Outline.time(first.history());
            case Window.Travel travel ->
                "travel " + Spelling.plain(travel.fasterThan()) + " beyond " + Spelling.plain(travel.beyond());
        };
        String over = window.over() == null ? "" : " over " + Outline.text(window.over());
        return kind + " within " + Outline.time(window.within()) + over;
    }

    static String of(On on) {
        return switch (on) {
            case On.LevelReached reached -> "level " + Spelling.of(reached.level());
            case On.LevelLeft left -> "level-left " + Spelling.of(left.level());
            case On.LevelChanged changed -> "level-change";
            case On.ComplianceChanged changed ->
                "compliance-change" + (changed.to() == null ? "" : " " + Spelling.of(changed.to()));
            case On.Told told -> "signal " + Outline.text(told.condition());
            case On.WentStale stale -> "staleness " + stale.source();
            case On.HeardAgain heard -> "heard-again " + heard.source();
        };
    }

    static String membersOf(Send send) {
        Map<String, @Nullable Value<?>> members = new LinkedHashMap<>();
        switch (send) {
            case Send.TokenClaimsChange change -> members.putAll(change.claims());
            case Send.CredentialChange change -> {
                members.put("credential-type", change.credentialType());
                members.put("change-type", change.changeType());
                members.put("friendly-name", change.friendlyName());
                members.put("x509-issuer", change.x509Issuer());
                members.put("x509-serial", change.x509Serial());
                members.put("fido2-aaguid", change.fido2Aaguid());
            }
            case Send.AssuranceLevelChange change -> {
                members.put("namespace", change.namespace());
                members.put("current-level", change.currentLevel());
                members.put("previous-level", change.previousLevel());
                members.put("change-direction", change.changeDirection());
            }
            case Send.DeviceComplianceChange change -> {
                members.put("previous-status", change.previousStatus());
                members.put("current-status", change.currentStatus());
            }
            case Send.SessionEstablished established -> {
                members.put("fp-ua", established.fpUa());
                members.put("acr", established.acr());
                members.put("amr", established.amr());
                members.put("ext-id", established.extId());
            }
            case Send.SessionPresented presented -> {
                members.put("fp-ua", presented.fpUa());
                members.put("ext-id", presented.extId());
            }
            case Send.RiskLevelChange change -> {
                members.put("current-level", change.currentLevel());
                members.put("previous-level", change.previousLevel());
                members.put("risk-reason", change.riskReason());
            }
            case Send.AccountDisabled disabled -> members.put("reason", disabled.reason());
            case Send.CredentialCompromise compromise -> members.put("credential-type", compromise.credentialType());
            case Send.SessionRevoked none -> {}
            case Send.AccountCredentialChangeRequired none -> {}
            case Send.AccountPurged none -> {}
            case Send.AccountEnabled none -> {}
            case Send.IdentifierChanged none -> {}
        }
        List<String> texts = new ArrayList<>();
        members.forEach((name, value) -> {
            if (value != null) {
                texts.add(name + " " + text(value));
            }
        });
        return String.join(", ", texts);
    }

    private static String text(Value<?> value) {
        return switch (value) {
            case Value.Fixed<?> fixed -> String.valueOf(fixed.value());
            case Value.FromSignal<?> read ->
                "from " + withoutLayout(read.expression().text());
        };
    }

    /** Spaces that stand in no text are no part of a condition. */
    static String withoutLayout(String condition) {
        StringBuilder out = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                boolean needed = !out.isEmpty() && out.charAt(out.length() - 1) != ' ';
                out.append(needed ? " " : "");
                continue;
            }
            if (c == '\\' && quote != 0 && i + 1 < condition.length()) {
                out.append(c).append(condition.charAt(++i));
                continue;
            }
            if (c == '"' || c == '\'') {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
            out.append(c);
        }
        return out.toString().strip();
    }
}
