// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalType;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of {@code signal} and its members for the type checker, and the words that closed vocabularies allow. */
final class SignalTypes implements CelTypeProvider {
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TRUTH = SimpleType.BOOL;
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    private static final StructType SESSION = struct("Session", Map.of("all_sessions", TRUTH, "reason", TEXT));
    private static final StructType LOGIN = struct("Login", Map.of("outcome", TEXT, "amr", TEXTS));
    private static final StructType CREDENTIAL =
            struct("Credential", Map.of("type", TEXT, "change", TEXT, "all", TRUTH));
    private static final StructType COMPLIANCE =
            struct("Compliance", Map.of("current", TEXT, "previous", TEXT, "failing", TEXTS, "passing", TEXTS));
    private static final StructType THREAT = struct(
            "Threat",
            Map.of(
                    "finding_id",
                    TEXT,
                    "title",
                    TEXT,
                    "state",
                    TEXT,
                    "severity",
                    TEXT,
                    "mitigated",
                    TRUTH,
                    "techniques",
                    TEXTS));
    private static final StructType RISK = struct(
            "Risk", Map.of("principal", TEXT, "current", TEXT, "previous", TEXT, "detector", TEXT, "reasons", TEXTS));
    private static final StructType ACCOUNT = struct("Account", Map.of("reason", TEXT));
    private static final StructType DEVICE =
            struct("Device", Map.of("managed", TRUTH, "isolated", TRUTH, "os", TEXT, "os_version", TEXT));
    private static final StructType ASSURANCE =
            struct("Assurance", Map.of("namespace", TEXT, "current", TEXT, "previous", TEXT));
    private static final StructType CONTEXT = struct(
            "Context",
            Map.of(
                    "ip",
                    TEXT,
                    "country",
                    TEXT,
                    "latitude",
                    SimpleType.DOUBLE,
                    "longitude",
                    SimpleType.DOUBLE,
                    "as_number",
                    SimpleType.INT,
                    "proxy",
                    TRUTH,
                    "user_agent",
                    TEXT));
    private static final StructType SIGNAL = struct(
            "Signal",
            ImmutableMap.<String, CelType>builder()
                    .put("type", TEXT)
                    .put("tenant", TEXT)
                    .put("vendor", TEXT)
                    .put("connector", TEXT)
                    .put("event_type", TEXT)
                    .put("initiating_entity", TEXT)
                    .put("time", SimpleType.TIMESTAMP)
                    .put("on_device", TRUTH)
                    .put("session", SESSION)
                    .put("login", LOGIN)
                    .put("credential", CREDENTIAL)
                    .put("compliance", COMPLIANCE)
                    .put("threat", THREAT)
                    .put("risk", RISK)
                    .put("account", ACCOUNT)
                    .put("device", DEVICE)
                    .put("assurance", ASSURANCE)
                    .put("context", CONTEXT)
                    .buildOrThrow());
    private static final ImmutableList<StructType> STRUCTS = ImmutableList.of(
            SIGNAL, SESSION, LOGIN, CREDENTIAL, COMPLIANCE, THREAT, RISK, ACCOUNT, DEVICE, ASSURANCE, CONTEXT);

    private static final ImmutableMap<String, ImmutableSet<String>> VOCABULARIES =
            ImmutableMap.<String, ImmutableSet<String>>builder()
                    .put("tocsin.Signal.type", words(SignalType.values()))
                    .put("tocsin.Signal.initiating_entity", words(InitiatingEntity.values()))
                    .put("tocsin.Credential.change", words(ChangeType.values()))
                    .put("tocsin.Compliance.current", words(ComplianceStatus.values()))
                    .put("tocsin.Compliance.previous", words(ComplianceStatus.values()))
                    .put("tocsin.Threat.state", words(FindingState.values()))
                    .put("tocsin.Threat.severity", words(Severity.values()))
                    .put("tocsin.Risk.principal", words(PrincipalKind.values()))
                    .put("tocsin.Risk.current", words(RiskLevel.values()))
                    .put("tocsin.Risk.previous", words(RiskLevel.values()))
                    .buildOrThrow();

    StructType signal() {
        return SIGNAL;
    }

    /** The words a member can have, if it is of a closed vocabulary. */
    Optional<Set<String>> words(CelType owner, String member) {
        return Optional.ofNullable(VOCABULARIES.get(owner.name() + "." + member));
    }

    /** Every member name of every type, for hints. */
    NavigableSet<String> memberNames() {
        return STRUCTS.stream().flatMap(s -> s.fieldNames().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public ImmutableList<CelType> types() {
        return ImmutableList.copyOf(STRUCTS);
    }

    @Override
    public Optional<CelType> findType(String name) {
        return STRUCTS.stream()
                .filter(s -> s.name().equals(name))
                .<CelType>map(s -> s)
                .findFirst();
    }

    private static StructType struct(String name, Map<String, CelType> declared) {
        ImmutableMap<String, CelType> members = ImmutableMap.copyOf(declared);
        return StructType.create(
                "tocsin." + name, members.keySet(), member -> Optional.ofNullable(members.get(member)));
    }

    private static ImmutableSet<String> words(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).collect(ImmutableSet.toImmutableSet());
    }
}
