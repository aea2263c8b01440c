// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
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
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Okta's System Log, asked for without an end: in the order in which Okta wrote it down, so that nothing comes late.
 * The link of a page to the next is Okta's cursor, there even when there is nothing more yet. The events are those of
 * the event hooks, and give the same signals.
 */
public final class OktaLog implements CursorFormat {
    /** What the feed's records are numbered by, as the hooks' are. */
    public static final String FAMILY = OktaEventHook.FAMILY;

    private static final Set<String> LOST = Set.of("E0000053", "E0000001");

    private final OktaEventHook events;
    private final ApiConfig api;
    private final int pageSize;

    /**
     * The log of one organisation.
     *
     * @param pageSize 1 to 1000
     */
    public OktaLog(OktaEventHook events, ApiConfig api, int pageSize) {
        this.events = events;
        this.api = api;
        this.pageSize = pageSize;
    }

    @Override
    public Ask begin(Instant since) {
        return Ask.get(api.at("/api/v1/logs?since=" + since.truncatedTo(ChronoUnit.MILLIS)
                + "&sortOrder=ASCENDING&limit=" + pageSize));
    }

    @Override
    public Ask resume(String cursor) {
        return Ask.get(URI.create(cursor));
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, JsonPointer.empty());
    }

    @Override
    public @Nullable String next(Reply reply, JsonAt body) {
        return Paging.linked(reply, "next");
    }

    @Override
    public boolean isFull(int records) {
        return records >= pageSize;
    }

    @Override
    public boolean isCursorLost(FaultException fault) {
        Reply reply = fault.reply();
        if (reply == null || reply.status() != 400) {
            return false;
        }
        try {
            String code = reply.json().get("errorCode").text();
            return code != null && LOST.contains(code);
        } catch (FaultException notJson) {
            return false;
        }
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return EventTime.iso(record.get("published"));
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return events.map(record, arrival);
    }
}
