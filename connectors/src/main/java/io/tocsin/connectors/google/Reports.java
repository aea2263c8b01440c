// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.google;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One application's activities: newest first, and late by minutes, or by days. */
public final class Reports implements WindowFormat {
    /** The applications, each a feed. */
    public static final List<String> ALL = List.of("login", "user_accounts", "mobile");

    private static final JsonPointer ITEMS = JsonPointer.compile("/items");
    private static final Paging PAGING = Paging.token(
            JsonPointer.compile("/nextPageToken"),
            (asked, token) -> Ask.get(Paging.with(asked.uri(), "pageToken", token)));

    private final String application;
    private final Activities activities;
    private final ApiConfig api;
    private final Duration overlap;

    /**
     * Activities of one customer.
     *
     * @param application one of {@link #ALL}
     * @param customer the customer's id; profile ids are unique within it
     */
    public Reports(String application, String customer, ApiConfig api, Duration overlap) {
        this.application = application;
        this.activities = new Activities(application, customer);
        this.api = api;
        this.overlap = overlap;
    }

    @Override
    public Ask ask(Instant from) {
        return Ask.get(api.at("/admin/reports/v1/activity/users/all/applications/" + application + "?maxResults=1000"
                + "&startTime=" + from.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public Paging paging() {
        return PAGING;
    }

    @Override
    public Duration overlap() {
        return overlap;
    }

    /** Where nothing happened there is no list. */
    @Override
    public Batch records(JsonAt body) {
        return body.requireObject().at(ITEMS).isAbsent() ? new Batch(ITEMS, List.of()) : Batch.of(body, ITEMS);
    }

    @Override
    public String key(JsonAt record) {
        return record.get("id").get("time").requireText() + "@"
                + record.get("id").get("uniqueQualifier").requireId();
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.get("id").get("time"));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return activities.map(record, arrival);
    }
}
