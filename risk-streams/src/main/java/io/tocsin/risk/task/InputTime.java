// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.Signal;
import java.time.Instant;

/**
 * The time an input brings with it: when a source was heard, not when a record was written. So the same inputs make the
 * same time, live or played again, on any machine.
 */
final class InputTime {
    private InputTime() {}

    static Instant of(Object input) {
        return switch (input) {
            case Signal signal -> signal.times().ingested();
            case RiskFlow flow -> {
                Instant heard = flow.stamps().ingested();
                yield heard == null ? flow.at() : heard;
            }
            case RiskControl control -> control.at();
            default ->
                throw new IllegalStateException(
                        "a " + input.getClass().getName() + " is neither signal nor flow nor control");
        };
    }
}
