// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.event;

import io.tocsin.risk.policy.condition.Expression;
import io.tocsin.risk.policy.condition.SignalFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member of an event: written in the policy, or read from the signal that brings the event about. */
public sealed interface Value<T> {
    /** Absent where the signal does not have it, or where there is no signal. */
    Optional<T> at(@Nullable SignalFacts facts);

    /** The same each time. */
    record Fixed<T>(T value) implements Value<T> {
        @Override
        public Optional<T> at(@Nullable SignalFacts facts) {
            return Optional.of(value);
        }
    }

    /** Read by an expression whose result is of the member's kind. */
    record FromSignal<T>(Expression expression, ValueKind<T> kind) implements Value<T> {
        @Override
        public Optional<T> at(@Nullable SignalFacts facts) {
            return facts == null ? Optional.empty() : expression.value(facts).flatMap(kind::of);
        }
    }
}
