// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.trial.Given;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the signals that tests give; what they say is spelt as conditions read it. */
final class GivenReader {
    private static final List<String> PAYLOADS =
            List.of("session", "login", "credential", "compliance", "threat", "risk", "account", "device");
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "at",
                            "arrives",
                            "times",
                            "every",
                            "type",
                            "about",
                            "vendor",
                            "connector",
                            "initiating_entity",
                            "context"),
                    PAYLOADS.stream())
            .toList();
    private static final Set<SignalType> MADE_HERE = Set.of(
            SignalType.UNKNOWN,
            SignalType.IDENTITY_LINKED,
            SignalType.IDENTITY_SPLIT,
            SignalType.OWN_SET_ECHO,
            SignalType.HEARTBEAT,
            SignalType.SOURCE_GAP);

    private final Problems problems;

    GivenReader(Problems problems) {
        this.problems = problems;
    }

    Given read(String path, YamlNode node) {
        Section section = Section.of(path, node, KEYS);
        Duration at = problems.or(Duration.ZERO, () -> section.offset("at"));
        Duration arrives = section.has("arrives") ? problems.or(at, () -> arrives(section, at)) : at;
        int times = section.has("times") ? problems.or(1, () -> section.integer("times", 1, 1_000)) : 1;
        Duration every = times > 1 || section.has("every")
                ? problems.or(Duration.ZERO, () -> section.duration("every"))
                : Duration.ZERO;
        SignalType type = problems.or(
                SignalType.UNKNOWN,
                () -> section.symbol(
                        "type",
                        Arrays.stream(SignalType.values())
                                .filter(t -> !MADE_HERE.contains(t))
                                .toList()));
        Map<PrincipalKind, String> about = problems.or(Map.of(), () -> about(section));
        String vendor = section.has("vendor") ? problems.or("test", () -> section.text("vendor", "a vendor")) : "test";
        String connector =
                section.has("connector") ? problems.or(vendor, () -> section.text("connector", "a connector")) : vendor;
        InitiatingEntity initiator = section.has("initiating_entity")
                ? section.symbol("initiating_entity", List.of(InitiatingEntity.values()))
                : null;
        SignalPayload payload = problems.or(new SignalPayload.None(), () -> payload(section));
        SignalContext context =
                section.has("context") ? problems.or(SignalContext.NONE, () -> context(section)) : SignalContext.NONE;
        return new Given(at, arrives, times, every, type, about, vendor, connector, initiator, payload, context);
    }

    private static Duration arrives(Section section, Duration at) {
        Duration arrives = section.offset("arrives");
        if (arrives.compareTo(at) < 0) {
            throw new PolicyException(
                    section.scalar("arrives", "a time").place(),
                    section.at("arrives"),
                    "before 'at', so that it would be heard before it happens; expected at least that");
        }
        return arrives;
    }

    private static Map<PrincipalKind, String> about(Section given) {
        Section about = Section.of(
                given.at("about"),
                given.required("about", "whom it names, such as {user: ada, device: laptop}"),
                Arrays.stream(PrincipalKind.values()).map(Spelling::of).toList());
        Map<PrincipalKind, String> names = new EnumMap<>(PrincipalKind.class);
        for (PrincipalKind kind : PrincipalKind.values()) {
            if (about.has(Spelling.of(kind))) {
                names.put(kind, about.text(Spelling.of(kind), "a name of your choice"));
            }
        }
        if (names.isEmpty() || (names.containsKey(PrincipalKind.USER) && names.containsKey(PrincipalKind.WORKLOAD))) {
            throw new PolicyException(
                    about.place(),
                    about.path(),
                    "expected at least one of user, workload, device, session, and not both of the first two");
        }
        return names;
    }

    private static SignalPayload payload(Section given) {
        List<String> told = PAYLOADS.stream().filter(given::has).toList();
        if (told.size() > 1) {
            throw new PolicyException(
                    given.place(), given.path(), String.join(" and ", told) + " at once, expected at most one of them");
        }
        return told.isEmpty() ? new SignalPayload.None() : payload(given, told.getFirst());
    }

    private static SignalPayload payload(Section given, String kind) {
        return switch (kind) {
            case "session" -> {
                Section s = open(given, kind, "all_sessions", "reason");
                yield new SignalPayload.SessionChange(truth(s, "all_sessions", false), null, text(s, "reason"));
            }
            case "login" -> {
                Section s = open(given, kind, "outcome", "amr");
                yield new SignalPayload.Login(text(s, "outcome"), texts(s, "amr"));
            }
            case "credential" -> {
                Section s = open(given, kind, "type", "change", "all");
                yield new SignalPayload.CredentialUpdate(
                        s.text("type", "a credential such as password"),
                        s.symbol("change", List.of(ChangeType.values())),
                        null,
                        truth(s, "all", false));
            }
            case "compliance" -> {
                Section s = open(given, kind, "current", "previous", "failing", "passing");
                List<PostureCheck> checks = new ArrayList<>();
                texts(s, "failing").forEach(id -> checks.add(new PostureCheck(id, null, false)));
                texts(s, "passing").forEach(id -> checks.add(new PostureCheck(id, null, true)));
                yield new SignalPayload.Compliance(
                        symbol(s, "current", ComplianceStatus.values()),
                        symbol(s, "previous", ComplianceStatus.values()),
                        checks);
            }
            case "threat" -> {
                Section s = open(given, kind, "finding_id", "title", "state", "severity", "mitigated", "techniques");
                yield new SignalPayload.Threat(
                        s.text("finding_id", "a name for the finding"),
                        text(s, "title"),
                        s.symbol("state", List.of(FindingState.values())),
                        s.symbol("severity", List.of(Severity.values())),
                        s.has("mitigated") ? truth(s, "mitigated", false) : null,
                        texts(s, "techniques"));
            }
            case "risk" -> {
                Section s = open(given, kind, "principal", "current", "previous", "detector", "reasons");
                yield new SignalPayload.VendorRisk(
                        s.symbol("principal", List.of(PrincipalKind.values())),
                        s.symbol("current", List.of(RiskLevel.values())),
                        symbol(s, "previous", RiskLevel.values()),
                        text(s, "detector"),
                        texts(s, "reasons"));
            }
            case "account" -> new SignalPayload.AccountChange(text(open(given, kind, "reason"), "reason"), null, null);
            default -> {
                Section s = open(given, kind, "managed", "isolated", "os", "os_version");
                yield new SignalPayload.DeviceFacts(
                        s.has("managed") ? truth(s, "managed", false) : null,
                        s.has("isolated") ? truth(s, "isolated", false) : null,
                        text(s, "os"),
                        text(s, "os_version"));
            }
        };
    }

    private static SignalContext context(Section given) {
        Section s =
                open(given, "context", "ip", "country", "latitude", "longitude", "as_number", "proxy", "user_agent");
        return new SignalContext(
                text(s, "ip"),
                text(s, "user_agent"),
                text(s, "country"),
                s.has("latitude") ? s.number("latitude", -90, 90) : null,
                s.has("longitude") ? s.number("longitude", -180, 180) : null,
                s.has("as_number") ? s.integer("as_number", 0, Integer.MAX_VALUE) : null,
                s.has("proxy") ? truth(s, "proxy", false) : null);
    }

    private static Section open(Section given, String key, String... known) {
        return Section.of(given.at(key), given.required(key, "a mapping"), List.of(known));
    }

    private static @Nullable String text(Section section, String key) {
        return section.has(key) ? section.text(key, "a text") : null;
    }

    private static List<String> texts(Section section, String key) {
        return section.has(key) ? section.texts(key, "texts") : List.of();
    }

    private static boolean truth(Section section, String key, boolean otherwise) {
        return section.has(key) ? section.oneOf(key, List.of("true", "false")).equals("true") : otherwise;
    }

    private static <E extends Enum<E>> @Nullable E symbol(Section section, String key, E[] values) {
        return section.has(key) ? section.symbol(key, List.of(values)) : null;
    }
}
