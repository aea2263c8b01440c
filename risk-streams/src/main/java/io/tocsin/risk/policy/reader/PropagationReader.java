// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.Propagation;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Duration;
import java.util.List;

/** Reads {@code propagation}. */
final class PropagationReader {
    private static final List<String> KEYS = List.of("from", "to", "factor", "observed-within");
    private static final Duration LONGEST = Duration.ofDays(30);

    private PropagationReader() {}

    static Propagation read(String path, YamlNode node) {
        Section section = Section.of(path, node, KEYS);
        PrincipalKind from =
                section.word("from", List.of(PrincipalKind.DEVICE, PrincipalKind.USER, PrincipalKind.WORKLOAD));
        Propagation.Reach to = reach(section, from);
        double factor = section.has("factor") ? section.number("factor", 0, 1) : 1;
        if (factor == 0) {
            throw new PolicyException(
                    section.scalar("factor", "a number").place(),
                    section.at("factor"),
                    "0 lets nothing through; remove this flow instead");
        }
        return new Propagation(from, to, factor);
    }

    private static Propagation.Reach reach(Section section, PrincipalKind from) {
        return switch (section.oneOf("to", List.of("session", "sessions-of-users"))) {
            case "session" -> {
                if (section.has("observed-within")) {
                    throw new PolicyException(
                            section.required("observed-within", "a time").place(),
                            section.at("observed-within"),
                            "goes with 'to: sessions-of-users' only; sessions are bound to their device for good");
                }
                yield new Propagation.Reach.Sessions();
            }
            default -> {
                if (from != PrincipalKind.DEVICE) {
                    throw new PolicyException(
                            section.scalar("to", "session").place(),
                            section.at("to"),
                            "goes with 'from: device' only, as users are observed on devices; expected session");
                }
                Duration within = section.duration("observed-within");
                if (within.compareTo(LONGEST) > 0) {
                    throw new PolicyException(
                            section.scalar("observed-within", "a time").place(),
                            section.at("observed-within"),
                            "longer than 30d, the longest that observations are remembered; shorten it");
                }
                yield new Propagation.Reach.SessionsOfUsers(within);
            }
        };
    }
}
