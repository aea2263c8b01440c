// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.trial;

import io.tocsin.risk.policy.document.YamlNode.Place;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects of one principal.
 *
 * @param at after the beginning of the test; absent: at its end
 * @param name as the test's signals have it
 */
public record Expectation(Place place, @Nullable Duration at, PrincipalKind kind, String name, Expected expected) {

    /** What there is to expect. */
    public sealed interface Expected {
        record Level(RiskLevel level) implements Expected {}

        /** The responses that went out for it by then are these and no others. Empty: none. */
        record Decides(Set<String> responses) implements Expected {
            public Decides {
                responses = Set.copyOf(responses);
            }
        }

        /** The responses that an exemption or the breaker kept back by then are these and no others. */
        record Withholds(Set<String> responses) implements Expected {
            public Withholds {
                responses = Set.copyOf(responses);
            }
        }
    }
}
