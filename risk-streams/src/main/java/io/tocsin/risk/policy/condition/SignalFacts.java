// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal as conditions see it: the members that {@link SignalTypes} declares, absent ones left out. Identifiers and
 * attributes are not among them: a rule is about what happened, not about whom.
 */
public final class SignalFacts {
    static final String VARIABLE = "signal";

    private final SignalType type;
    private final Map<String, Object> values;

    private SignalFacts(SignalType type, Map<String, Object> values) {
        this.type = type;
        this.values = values;
    }

    public static SignalFacts of(Signal signal) {
        Facts facts = new Facts()
                .put("type", signal.type().name())
                .put("tenant", signal.source().tenant())
                .put("vendor", signal.source().vendor())
                .put("connector", signal.source().connector())
                .put("event_type", signal.source().eventType())
                .put("time", signal.times().event())
                .put("on_device", signal.device() != null)
                .put("context", context(signal.context()));
        if (signal.initiatingEntity() != null) {
            facts.put("initiating_entity", signal.initiatingEntity().name());
        }
        payload(facts, signal.payload());
        return new SignalFacts(signal.type(), facts.values);
    }

    SignalType type() {
        return type;
    }

    Map<String, Object> values() {
        return values;
    }

    private static void payload(Facts facts, SignalPayload payload) {
        switch (payload) {
            case SignalPayload.None() -> {}
            case SignalPayload.SessionChange s ->
                facts.put(
                        "session",
                        new Facts().put("all_sessions", s.allSessions()).put("reason", s.reason()).values);
            case SignalPayload.Login l ->
                facts.put("login", new Facts().put("outcome", l.outcome()).put("amr", l.amr()).values);
            case SignalPayload.CredentialUpdate c ->
                facts.put(
                        "credential",
                        new Facts()
                                .put("type", c.credentialType())
                                .put("change", c.changeType().name())
                                .put("all", c.allCredentials())
                                .values);
            case SignalPayload.Compliance c -> facts.put("compliance", compliance(c));
            case SignalPayload.Threat t ->
                facts.put(
                        "threat",
                        new Facts()
                                .put("finding_id", t.findingId())
                                .put("title", t.title())
                                .put("state", t.state().name())
                                .put("severity", t.severity().name())
                                .put("mitigated", t.mitigated())
                                .put("techniques", t.techniques())
                                .values);
            case SignalPayload.VendorRisk r ->
                facts.put(
                        "risk",
                        new Facts()
                                .put("principal", r.principal().name())
                                .put("current", r.current().name())
                                .put("previous", nameOf(r.previous()))
                                .put("detector", r.detector())
                                .put("reasons", r.reasons())
                                .values);
            case SignalPayload.AccountChange a -> facts.put("account", new Facts().put("reason", a.reason()).values);
            case SignalPayload.AssuranceChange a ->
                facts.put(
                        "assurance",
                        new Facts()
                                .put("namespace", a.namespace())
                                .put("current", a.current())
                                .put("previous", a.previous())
                                .values);
            case SignalPayload.DeviceFacts d ->
                facts.put(
                        "device",
                        new Facts()
                                .put("managed", d.managed())
                                .put("isolated", d.isolated())
                                .put("os", d.os())
                                .put("os_version", d.osVersion())
                                .values);
            case SignalPayload.Merge m -> {}
            case SignalPayload.Split s -> {}
        }
    }

    private static Map<String, Object> compliance(SignalPayload.Compliance c) {
        return new Facts()
                .put("current", nameOf(c.current()))
                .put("previous", nameOf(c.previous()))
                .put("failing", ids(c.checks(), false))
                .put("passing", ids(c.checks(), true))
                .values;
    }

    private static List<String> ids(List<PostureCheck> checks, boolean passed) {
        return checks.stream()
                .filter(check -> check.passed() == passed)
                .map(PostureCheck::id)
                .toList();
    }

    private static Map<String, Object> context(SignalContext c) {
        return new Facts()
                .put("ip", c.ipAddress())
                .put("country", c.country())
                .put("latitude", c.latitude())
                .put("longitude", c.longitude())
                .put("as_number", c.asNumber() == null ? null : (long) c.asNumber())
                .put("proxy", c.proxy())
                .put("user_agent", c.userAgent())
                .values;
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** Leaves absent members out, so that {@code has()} in a condition means what it says. */
    private static final class Facts {
        private final Map<String, Object> values = new HashMap<>();

        Facts put(String name, @Nullable Object value) {
            if (value != null) {
                values.put(name, value);
            }
            return this;
        }
    }
}
