// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.crowdstrike;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.live.LiveFormat;
import io.tocsin.connectors.live.Session;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Origin;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Falcon's event streams: discovered, opened by a token of their own, and renewed as long as they are open. */
public final class FalconStream implements LiveFormat {
    public static final String FAMILY = "event-stream";

    private static final JsonPointer RESOURCES = JsonPointer.compile("/resources");
    private static final JsonPointer TOKEN = JsonPointer.compile("/sessionToken/token");
    private static final JsonPointer OFFSET = JsonPointer.compile("/metadata/offset");
    private static final JsonPointer CREATED = JsonPointer.compile("/metadata/eventCreationTime");
    private static final Pattern PARTITION = Pattern.compile("/datafeed/v[0-9]+/([0-9a-zA-Z]+)$");
    private static final Pattern OFFSET_TEXT = Pattern.compile("\"offset\"\\s*:\\s*([0-9]{1,18})\\b");
    /** The usual sessions last half an hour; one that says less than this would be renewed all the time. */
    private static final long SHORTEST = 10;

    private final ApiConfig api;
    private final String appId;
    private final FalconEvents events = new FalconEvents();

    /** @param appId the name of our reading, of up to 32 letters and digits: another reader of that name replaces us */
    public FalconStream(ApiConfig api, String appId) {
        this.api = api;
        this.appId = appId;
    }

    /** Where streams may be: at the API's own host, or at its namesake {@code firehose.…} for {@code api.…}. */
    public Set<Origin> origins() {
        Origin here = Origin.of("api.url", api.at(""));
        return here.host().startsWith("api.")
                ? Set.of(here, here.at("firehose." + here.host().substring("api.".length())))
                : Set.of(here);
    }

    @Override
    public Ask discover() {
        return discover(appId);
    }

    @Override
    public Ask trial() {
        return discover(appId.substring(0, Math.min(appId.length(), 28)) + "test");
    }

    private Ask discover(String name) {
        return Ask.get(api.at("/sensors/entities/datafeed/v2?appId=" + name + "&format=json"));
    }

    @Override
    public List<Session> sessions(JsonAt body) {
        List<Session> sessions = new ArrayList<>();
        for (JsonAt resource : body.at(RESOURCES).elements()) {
            URI url = url(resource.get("dataFeedURL"));
            Matcher partition = PARTITION.matcher(url.getPath());
            if (!partition.find()) {
                throw resource.get("dataFeedURL").unexpected("an address that ends in a partition");
            }
            Integer seconds = resource.get("refreshActiveSessionInterval").integer();
            sessions.add(new Session(
                    partition.group(1),
                    url,
                    Secret.of(resource.at(TOKEN).requireText()),
                    url(resource.get("refreshActiveSessionURL")),
                    Duration.ofSeconds(Math.max(SHORTEST, seconds == null ? 1800 : seconds))));
        }
        return sessions;
    }

    private static URI url(JsonAt value) {
        String text = value.requireText();
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && url.getPath() != null) {
                return url;
            }
        } catch (IllegalArgumentException unused) {
            throw unexpected(value);
        }
        throw unexpected(value);
    }

    private static UnexpectedJsonException unexpected(JsonAt value) {
        return value.unexpected("an address");
    }

    /** Behind the record itself, or from it on: a record that comes twice is known. */
    @Override
    public Ask open(Session session, @Nullable Long behind) {
        String address = session.url().toString();
        String offset = (address.indexOf('?') < 0 ? "?" : "&") + "offset=" + (behind == null ? 0 : behind);
        return new Ask(
                "GET",
                URI.create(address + offset),
                Map.of(
                        "Accept",
                        "application/json",
                        "Authorization",
                        "Token " + session.token().reveal()),
                null);
    }

    @Override
    public long number(JsonAt record) {
        return record.at(OFFSET).requireLong();
    }

    @Override
    public @Nullable Long number(byte[] malformed) {
        Matcher offset = OFFSET_TEXT.matcher(new String(malformed, ISO_8859_1));
        return offset.find() ? Long.valueOf(offset.group(1)) : null;
    }

    @Override
    public @Nullable Instant time(JsonAt record) {
        return FalconTimes.instant(record.at(CREATED));
    }

    @Override
    public boolean isPlaceLost(FaultException fault) {
        return fault.reply() != null
                && switch (fault.reply().status()) {
                    case 400, 404, 410, 416 -> true;
                    default -> false;
                };
    }

    @Override
    public Duration silence() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        return events.map(record, arrival);
    }
}
