// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.schemas.connector.Trouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every feed does with an answer. */
public final class Answers {
    private Answers() {}

    /** An empty answer is the vendor's or a proxy's failure. */
    public static JsonAt json(Reply reply) throws FaultException {
        if (reply.body().length == 0) {
            throw new FaultException(Trouble.Kind.TRANSIENT, "found an empty answer, expected JSON");
        }
        return reply.json();
    }

    /** Reads a part of an answer's envelope; absent where it does not have it. */
    public interface Reading<T> {
        @Nullable
        T of(JsonAt body);
    }

    /** What the envelope says; one that is not the vendor's is a fault of the whole page. */
    public static <T> @Nullable T envelope(JsonAt body, Reading<T> read) throws FaultException {
        try {
            return read.of(body);
        } catch (UnexpectedJsonException e) {
            throw new FaultException(Trouble.Kind.PROTOCOL, "the answer's " + e.problem());
        }
    }

    public static Batch batch(JsonAt body, Function<JsonAt, Batch> read) throws FaultException {
        return requireNonNull(envelope(body, read::apply), "every answer has its records, or none");
    }
}
