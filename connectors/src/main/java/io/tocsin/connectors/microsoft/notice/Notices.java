// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft.notice;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.auth.ClientState;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices of changes, and of what becomes of the subscription itself; each proves itself by its client state. */
public final class Notices implements Source {
    /** The parameter by which Graph checks that an address is ours; its value is sent back as it is. */
    public static final String CHALLENGE = "validationToken";

    private static final JsonPointer VALUE = JsonPointer.compile("/value");

    private final ClientState proof;
    private final List<String> look;
    private final List<String> renew;

    /**
     * The notices of one subscription.
     *
     * @param wakes the connector that reads what changed
     * @param renews the connector that keeps the subscription; absent where something else does
     */
    public Notices(ClientState proof, String wakes, @Nullable String renews) {
        this.proof = proof;
        this.look = List.of(wakes);
        this.renew = renews == null ? List.of() : List.of(renews);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, VALUE);
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        if (!proof.isProven(record)) {
            return new Mapped.Ignored(Mapped.Why.NOT_PROVEN);
        }
        String lifecycle = record.get("lifecycleEvent").text();
        return switch (lifecycle == null ? "" : lifecycle) {
            case "reauthorizationRequired" -> new Mapped.Hint(renew);
            // what was missed since is read along the cursor
            case "subscriptionRemoved" -> new Mapped.Hint(both());
            default -> new Mapped.Hint(look);
        };
    }

    private List<String> both() {
        return renew.isEmpty() ? look : List.of(renew.getFirst(), look.getFirst());
    }
}
