// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.Source;
import org.jspecify.annotations.Nullable;

/**
 * What our listener in a Keycloak posts: a realm's events of both kinds in the order in which they happened, each as
 * the admin API shows it. So {@link StoredEvents} gives the same signals.
 */
public final class EventHook implements Source {
    private final Realm realm;
    private final RecordMapper users;
    private final RecordMapper admins;

    public EventHook(Realm realm) {
        this.realm = realm;
        this.users = new UserEvents(realm);
        this.admins = new AdminEvents(realm);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, JsonPointer.empty());
    }

    /** Another realm's events are passed over: its users' ids would be taken for this one's. */
    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        @Nullable String said = record.get("realmName").text();
        if (said != null && !said.equals(realm.name())) {
            return new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED);
        }
        boolean byAdmin = record.get("operationType").text() != null;
        return (byAdmin ? admins : users).map(record, arrival);
    }
}
