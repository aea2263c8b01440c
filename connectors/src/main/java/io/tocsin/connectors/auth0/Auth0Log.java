// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth0;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.log.CursorFormat;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Auth0's log, read along its numbers: the number of the last event is the place where reading goes on. */
public final class Auth0Log implements CursorFormat {
    public static final String FAMILY = Auth0Events.FAMILY;

    private static final int PAGE = 100;

    private final Auth0Events events;
    private final ApiConfig api;

    public Auth0Log(Auth0Events events, ApiConfig api) {
        this.events = events;
        this.api = api;
    }

    @Override
    public Ask begin(Instant since) {
        String query = "date:[" + since.truncatedTo(ChronoUnit.MILLIS) + " TO *]";
        return Ask.get(api.at("/api/v2/logs?q=" + encoded(query) + "&sort=date%3A1&page=0&per_page=" + PAGE));
    }

    @Override
    public Ask resume(String cursor) {
        return Ask.get(api.at("/api/v2/logs?from=" + encoded(cursor) + "&take=" + PAGE));
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, JsonPointer.empty());
    }

    @Override
    public @Nullable String next(Reply reply, JsonAt body) {
        List<JsonAt> events = body.elements();
        return events.isEmpty() ? null : Auth0Events.id(events.getLast());
    }

    @Override
    public boolean isFull(int records) {
        return records >= PAGE;
    }

    /** Logs are kept for days; behind them a number is no place. */
    @Override
    public boolean isCursorLost(FaultException fault) {
        Reply reply = fault.reply();
        return reply != null && (reply.status() == 400 || reply.status() == 404);
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.get("date"));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return events.map(record, arrival);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
