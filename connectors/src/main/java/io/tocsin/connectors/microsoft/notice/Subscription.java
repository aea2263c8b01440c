// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Fingerprint;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one subscription alive. Each reading prolongs it, or makes it where it is there no more; it is read long before
 * the subscription ends, and whenever Graph says that something is wrong with it. Gives no signals.
 */
public final class Subscription implements Feed {
    public static final String FAMILY = "subscription";

    /** Under the 29 days that Graph allows for users, groups and devices. */
    private static final Duration LIFETIME = Duration.ofDays(28);

    private static final String PATH = "/v1.0/subscriptions";
    private static final Map<String, String> JSON =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    private final FeedId id;
    private final Terms terms;
    private final ApiConfig config;
    private final VendorApi api;

    /**
     * What is subscribed to.
     *
     * @param resource {@code users}
     * @param changes {@code updated,deleted}
     * @param notificationUrl the webhook's address, as Graph reaches it
     * @param clientState one that the webhook knows
     */
    public record Terms(String resource, String changes, URI notificationUrl, Secret clientState) {}

    public Subscription(FeedId id, Terms terms, ApiConfig config, VendorApi api) {
        this.id = id;
        this.terms = terms;
        this.config = config;
        this.api = api;
    }

    @Override
    public FeedId id() {
        return id;
    }

    @Override
    public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
        Kept known = Kept.of(memory.position().cursor());
        Kept ours = known == null ? adopted() : known;
        if (ours != null && !ours.secret().equals(secret())) {
            // Graph does not change the secret of a subscription
            answered(new Ask("DELETE", at(ours), JSON, null));
            ours = null;
        }
        String end = now.plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS).toString();
        Kept kept = ours != null && isProlonged(ours, end) ? ours : made(end);
        return new Page(
                new Harvest(id.connector(), "application/json", now),
                Positions.passed(Positions.read(
                        memory.position(), now, kept.cursor(), memory.position().until(), now)),
                Map.of(),
                false);
    }

    private boolean isProlonged(Kept ours, String end) throws FaultException, InterruptedException {
        ObjectNode change = JsonNodeFactory.instance.objectNode().put("expirationDateTime", end);
        return answered(new Ask("PATCH", at(ours), JSON, change.toString())) != null;
    }

    private Kept made(String end) throws FaultException, InterruptedException {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("changeType", terms.changes())
                .put("notificationUrl", terms.notificationUrl().toString())
                .put("lifecycleNotificationUrl", terms.notificationUrl().toString())
                .put("resource", terms.resource())
                .put("expirationDateTime", end)
                .put("clientState", terms.clientState().reveal());
        Reply reply = api.send(Ask.post(config.at(PATH), wish.toString()));
        String made =
                Answers.envelope(Answers.json(reply), body -> body.get("id").requireText());
        return new Kept(String.valueOf(made), secret());
    }

    /** One that is ours by its address: made, and not remembered, as a hub died between. */
    private @Nullable Kept adopted() throws FaultException, InterruptedException {
        JsonAt list = Answers.json(api.send(Ask.get(config.at(PATH))));
        for (JsonAt known : list.get("value").elements()) {
            String found = known.get("id").text();
            if (found != null
                    && terms.resource().equals(known.get("resource").text())
                    && terms.notificationUrl()
                            .toString()
                            .equals(known.get("notificationUrl").text())) {
                return new Kept(found, secret());
            }
        }
        return null;
    }

    /** Absent where Graph does not know it any more. */
    private @Nullable Reply answered(Ask ask) throws FaultException, InterruptedException {
        try {
            return api.send(ask);
        } catch (FaultException e) {
            Reply reply = e.reply();
            if (reply != null && reply.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    private URI at(Kept kept) {
        return config.at(PATH + "/" + kept.subscription());
    }

    private String secret() {
        return HexFormat.of().formatHex(Fingerprint.of(terms.clientState().reveal()));
    }

    /**
     * What is remembered.
     *
     * @param secret the fingerprint of its client state
     */
    private record Kept(String subscription, String secret) {

        static @Nullable Kept of(@Nullable String cursor) {
            int space = cursor == null ? -1 : cursor.indexOf(' ');
            return cursor == null || space < 0
                    ? null
                    : new Kept(cursor.substring(0, space), cursor.substring(space + 1));
        }

        String cursor() {
            return subscription + " " + secret;
        }
    }
}
