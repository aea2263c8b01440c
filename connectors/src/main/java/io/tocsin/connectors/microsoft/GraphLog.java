// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.log.TimedLog;
import io.tocsin.connectors.log.WindowFormat;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.snapshot.DeltaFeed;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The logs that Microsoft Graph keeps of a directory. */
public enum GraphLog {
    SIGN_INS("sign-ins", "/v1.0/auditLogs/signIns", "createdDateTime", false, 1000),
    RISK_DETECTIONS("risk-detections", "/v1.0/identityProtection/riskDetections", "lastUpdatedDateTime", true, 500),
    RISKY_USERS("risky-users", "/v1.0/identityProtection/riskyUsers", "riskLastUpdatedDateTime", true, 500),
    DIRECTORY_AUDITS("directory-audits", "/v1.0/auditLogs/directoryAudits", "activityDateTime", false, 1000);

    /** How Microsoft's collections lead from a page to the next. */
    static final Paging PAGING = Paging.link(JsonPointer.compile("/@odata.nextLink"));

    /** How Graph leads on from what there is to what will have changed. */
    public static final DeltaFeed.Delta DELTA =
            new DeltaFeed.Delta(PAGING, Paging.link(JsonPointer.compile("/@odata.deltaLink")), "@removed");

    static final JsonPointer VALUE = JsonPointer.compile("/value");
    static final JsonPointer ID = JsonPointer.compile("/id");

    private final String family;
    private final String path;
    private final String time;
    private final boolean changing;
    private final int page;

    GraphLog(String family, String path, String time, boolean changing, int page) {
        this.family = family;
        this.path = path;
        this.time = time;
        this.changing = changing;
        this.page = page;
    }

    /** The log that is a feed of that name. */
    public static GraphLog of(String family) {
        return Arrays.stream(values())
                .filter(log -> log.family.equals(family))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the configuration let " + family + " through"));
    }

    /** The feed's name. */
    public String family() {
        return family;
    }

    /** Microsoft's own word for the log. */
    String word() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The member that says when a record happened, or last changed. */
    String time() {
        return time;
    }

    /** To be read as long as its records may come late. */
    public WindowFormat open(Directory directory, ApiConfig api, Duration overlap) {
        return new TimedLog(
                from -> Ask.get(api.at(path + "?$filter=" + since(time, from) + "&$top=" + page)),
                PAGING,
                VALUE,
                ID,
                JsonPointer.compile("/" + time),
                changing,
                overlap,
                mapper(directory));
    }

    /** What the log's records mean, whatever way they come. */
    public RecordMapper mapper(Directory directory) {
        return switch (this) {
            case SIGN_INS -> new SignIns(directory);
            case RISK_DETECTIONS, RISKY_USERS -> new Risks(this, directory);
            case DIRECTORY_AUDITS -> new DirectoryAudits(directory);
        };
    }

    /** A filter for the records of that time and later, as it stands in a query. */
    static String since(String time, Instant from) {
        String filter = time + " ge " + from.truncatedTo(ChronoUnit.MILLIS);
        return URLEncoder.encode(filter, UTF_8).replace("+", "%20");
    }
}
