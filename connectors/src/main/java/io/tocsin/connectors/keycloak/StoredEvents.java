// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One of a realm's two event stores, read by time; they differ in what a record means. */
public final class StoredEvents implements WindowFormat {
    public static final String USERS = "events";
    public static final String ADMINS = "admin-events";

    private static final int PAGE = 100;

    private final String store;
    private final Realm realm;
    private final ApiConfig api;
    private final Duration overlap;
    private final RecordMapper mapper;

    /** @param store {@link #USERS} or {@link #ADMINS}; also the feed's name */
    public StoredEvents(String store, Realm realm, ApiConfig api, Duration overlap) {
        this.store = store;
        this.realm = realm;
        this.api = api;
        this.overlap = overlap;
        this.mapper = store.equals(USERS) ? new UserEvents(realm) : new AdminEvents(realm);
    }

    @Override
    public Ask ask(Instant from) {
        return Ask.get(api.at("/admin/realms/" + realm.name() + "/" + store + "?dateFrom=" + from.toEpochMilli()
                + "&direction=asc&max=" + PAGE + "&first=0"));
    }

    @Override
    public Paging paging() {
        return Paging.skip("first", PAGE);
    }

    @Override
    public Duration overlap() {
        return overlap;
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, JsonPointer.empty());
    }

    /** Older servers number no events; such an event is known by all of it. */
    @Override
    public String key(JsonAt record) {
        return record.get("id").requireText();
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return record.get("time").node().canConvertToLong()
                ? Instant.ofEpochMilli(record.get("time").node().longValue())
                : null;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return mapper.map(record, arrival);
    }
}
