// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.set.SetId;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.stream.StreamRegistration;
import java.time.Instant;
import java.util.List;

/** What an event becomes on a stream. */
public final class OutboxEntries {
    private OutboxEntries() {}

    /**
     * The same for the same event and stream, whenever it is made, but for the stamp.
     *
     * @param iat whole seconds
     */
    public static OutboxEntry of(SecurityEvent event, StreamRegistration stream, Instant iat, Instant now) {
        SetClaims claims = new SetClaims(
                stream.iss(),
                stream.aud(),
                iat,
                SetId.of(event.id(), stream.streamId()),
                event.txn(),
                null,
                event.subject(),
                List.of(event.event()),
                Members.NONE);
        return new OutboxEntry(
                stream.streamId(),
                event.principal().text(),
                claims,
                event.stamps().withEnqueued(now));
    }
}
