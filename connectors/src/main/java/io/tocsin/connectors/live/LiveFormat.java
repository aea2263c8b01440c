// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is a vendor's own where it keeps a connection open. */
public interface LiveFormat extends RecordMapper {

    /** Asks which lines there are; before each connection. */
    Ask discover();

    /** The same question, asked so that a reader that has its lines open keeps them. */
    Ask trial();

    /** The lines; throws {@link io.tocsin.connectors.json.UnexpectedJsonException} where the answer has none. */
    List<Session> sessions(JsonAt body);

    /** Opens a line behind a record; from the oldest that the vendor has where none was read. */
    Ask open(Session session, @Nullable Long behind);

    /** A record's number on its line, where numbers grow. Throws where it has none. */
    long number(JsonAt record);

    /** The number in what is not JSON, where it can be made out: it is not to be set aside again and again. */
    @Nullable
    Long number(byte[] malformed);

    /** When a record was written; absent where it does not say. */
    @Nullable
    Instant time(JsonAt record);

    /** Whether a fault means that the vendor does not have the place any more. */
    boolean isPlaceLost(FaultException fault);

    /** How long a line that is all right may be silent, without even a sign of life. */
    Duration silence();
}
