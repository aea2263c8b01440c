// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.opinion;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.risk.LatencyStamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision kept so that it can be forwarded again, as the bytes of its topic: it is read back only then.
 *
 * @param input the signal or flow that was being taken in
 * @param trigger what the decision names as its trigger; differs from {@code input} where a cause had to wait
 */
public record Remembered(
        String input,
        String trigger,
        byte[] decision,
        @Nullable Instant source,
        @Nullable Instant ingested) {

    private static final String ECHO = "echo|";

    /** Names what a SET of ours caused, as an input. */
    public static String echoOf(String jti) {
        return ECHO + jti;
    }

    /** Was nothing but an echo answered? Then there is nothing that anybody waits for. */
    boolean answersEcho() {
        return input.startsWith(ECHO);
    }

    public LatencyStamps stamps() {
        return new LatencyStamps(source, ingested, null, null, null, null, null);
    }

    boolean answers(String cause) {
        return input.equals(cause) || trigger.equals(cause);
    }

    void write(StateWriter out) {
        out.text(input);
        out.text(trigger);
        out.blob(decision);
        out.optional(source, out::instant);
        out.optional(ingested, out::instant);
    }

    static Remembered read(StateReader in) {
        return new Remembered(in.text(), in.text(), in.blob(), in.optional(in::instant), in.optional(in::instant));
    }
}
