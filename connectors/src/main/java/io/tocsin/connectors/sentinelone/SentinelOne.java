// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sentinelone;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.log.TimedLog;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Inventory;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a SentinelOne console has to say, feed by feed. */
public final class SentinelOne {
    public static final String THREATS = Threats.FAMILY;
    public static final String ACTIVITIES = Activities.FAMILY;
    public static final String AGENTS = Agents.FAMILY;
    public static final List<String> ALL = List.of(THREATS, ACTIVITIES, AGENTS);

    private static final String PATH = "/web/api/v2.1/";
    private static final int PAGE = 100;
    private static final JsonPointer DATA = JsonPointer.compile("/data");
    private static final JsonPointer ID = JsonPointer.compile("/id");
    private static final Paging PAGING = Paging.token(
            JsonPointer.compile("/pagination/nextCursor"),
            (asked, token) -> Ask.get(Paging.with(asked.uri(), "cursor", token)));
    private static final Content CONTENT = Content.of(
            "/id",
            "/uuid",
            "/computerName",
            "/serialNumber",
            "/networkStatus",
            "/lastLoggedInUserName",
            "/osName",
            "/osRevision");

    private final Agents agents;
    private final ApiConfig api;

    /**
     * One console.
     *
     * @param instance its name; ids are unique within it
     */
    public SentinelOne(String instance, ApiConfig api) {
        this.agents = new Agents(instance);
        this.api = api;
    }

    /** Threats, by when they changed last. */
    public WindowFormat threats(Duration overlap) {
        return log(Threats.FAMILY, "updatedAt", Threats.UPDATED, true, overlap, new Threats(agents));
    }

    /** What was done, by when. */
    public WindowFormat activities(Duration overlap) {
        JsonPointer created = JsonPointer.compile("/createdAt");
        return log(Activities.FAMILY, "createdAt", created, false, overlap, new Activities(agents));
    }

    /** An agent that is gone was silent for long, or taken off the device: the console does not say which. */
    public SnapshotFormat agents() {
        return new Inventory(
                Agents.VENDOR,
                Agents.FAMILY,
                Ask.get(api.at(PATH + Agents.FAMILY + "?limit=" + PAGE + "&sortBy=id&sortOrder=asc")),
                PAGING,
                DATA,
                "id",
                CONTENT,
                Inventory.Role.OBSERVES,
                agents);
    }

    private WindowFormat log(
            String family, String by, JsonPointer time, boolean changing, Duration overlap, RecordMapper mapper) {
        return new TimedLog(
                from -> Ask.get(api.at(PATH + family + "?limit=" + PAGE + "&sortBy=" + by + "&sortOrder=asc&" + by
                        + "__gte=" + from.truncatedTo(ChronoUnit.MILLIS))),
                PAGING,
                DATA,
                ID,
                time,
                changing,
                overlap,
                mapper);
    }
}
