// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.opinion;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import java.time.Instant;

/**
 * A decision that the breaker holds.
 *
 * @param id of the decision
 * @param response the response that fired
 * @param until from then on it lapses
 * @param decision as it was forwarded
 */
public record Held(String id, String response, Instant until, Remembered decision) {
    void write(StateWriter out) {
        out.text(id);
        out.text(response);
        out.instant(until);
        decision.write(out);
    }

    static Held read(StateReader in) {
        return new Held(in.text(), in.text(), in.instant(), Remembered.read(in));
    }
}
