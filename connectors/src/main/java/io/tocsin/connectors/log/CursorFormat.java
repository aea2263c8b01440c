// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.log;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is a vendor's own where it gives out a cursor. */
public interface CursorFormat extends Source {

    /** The first question: everything since then. */
    Ask begin(Instant since);

    /** The question that goes on from a cursor. */
    Ask resume(String cursor);

    /** The cursor behind a page; absent where the vendor gave none, and the same question is to be asked again. */
    @Nullable
    String next(Reply reply, JsonAt body);

    /** Whether a page of so many records is not the last for now. */
    boolean isFull(int records);

    /** Whether a fault means that the vendor does not know the cursor any more. */
    boolean isCursorLost(FaultException fault);

    /** The time of a record that tells how far the feed has come; absent where it has none. */
    @Nullable
    Instant time(JsonAt record);
}
