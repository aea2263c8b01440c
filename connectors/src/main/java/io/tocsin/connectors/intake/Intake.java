// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.intake.Answer.Refused;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.connectors.metrics.ConnectorMetrics;
import io.tocsin.connectors.metrics.Rejection;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * From a request to an answer, in this order: known, authenticated, of a type we read, JSON, the vendor's envelope,
 * then record by record. Whatever an authenticated caller sends is kept before it has its answer: as signals, or as a
 * dead letter where it cannot be used. Knows nothing of HTTP servers or Kafka.
 */
public final class Intake {
    /** Longer ones are no vendor's. */
    private static final int MAX_CHALLENGE = 1024;
    /** Each record may become a Kafka record of its own: bounds what one body can cause. */
    private static final int MAX_RECORDS = 5_000;

    private final Map<String, Endpoint> endpoints;
    private final Endpoint decoy;
    private final Ledger ledger;
    private final InstantSource clock;
    private final ConnectorMetrics metrics;

    /**
     * Takes in for all connectors.
     *
     * @param endpoints by name
     */
    public Intake(Map<String, Endpoint> endpoints, Ledger ledger, InstantSource clock, ConnectorMetrics metrics) {
        this.endpoints = Map.copyOf(endpoints);
        this.decoy =
                endpoints.isEmpty() ? closed() : endpoints.values().iterator().next();
        this.ledger = ledger;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What nobody is let in by. */
    private static Endpoint closed() {
        Secret secret = Secret.of(UUID.randomUUID().toString());
        return new Endpoint(
                "unknown", "unknown", new StaticHeader("Authorization", List.of(secret)), new Unread(), null, null);
    }

    public @Nullable Endpoint endpoint(String name) {
        return endpoints.get(name);
    }

    /** Answers a vendor's check that the address is ours. */
    public Answer verify(Delivery delivery) {
        Refused refused = refusal(delivery, clock.instant());
        if (refused != null) {
            return refused;
        }
        if (!(known(delivery).challenge() instanceof Challenge.InHeader header)) {
            return Refused.of(Rejection.METHOD_NOT_ALLOWED, "found GET, expected POST");
        }
        String challenge = delivery.header(header.name());
        return challenge == null || challenge.length() > MAX_CHALLENGE
                ? Refused.of(Rejection.MALFORMED, header.name() + ": expected one header of 1 to 1024 characters")
                : new Answer.Verification(challenge);
    }

    /**
     * Takes a delivery in. The answer comes once Kafka has acknowledged, or at once where there is nothing to keep; the
     * future fails where Kafka does. May block.
     */
    public CompletableFuture<Answer> deliver(Delivery delivery) {
        Answer echo = echo(delivery);
        if (echo != null) {
            return completedFuture(echo);
        }
        Instant now = clock.instant();
        Refused refused = refusal(delivery, now);
        if (refused != null) {
            return completedFuture(refused);
        }
        Endpoint endpoint = known(delivery);
        if (endpoint.wakes() != null) {
            return ledger.wake(endpoint.wakes()).thenApply(woken -> new Answer.Accepted());
        }
        Harvest harvest = new Harvest(endpoint.name(), ContentType.named(delivery), now);
        Answer answer = read(endpoint, delivery, harvest, now);
        if (harvest.isEmpty() && harvest.wakes().isEmpty()) {
            harvest.count(metrics);
            return completedFuture(answer);
        }
        return kept(endpoint, harvest).thenApply(done -> {
            harvest.count(metrics);
            return answer;
        });
    }

    private Answer read(Endpoint endpoint, Delivery delivery, Harvest harvest, Instant now) {
        Rejection stage = Rejection.UNSUPPORTED_CONTENT;
        try {
            ContentType.requireJson(delivery);
            stage = Rejection.MALFORMED;
            byte[] body = endpoint.source().json(delivery.body());
            Batch batch = endpoint.source().records(JsonAt.root(StrictJson.parse(body)));
            if (batch.records().size() > MAX_RECORDS) {
                throw new UnexpectedJsonException(
                        String.valueOf(batch.array()), batch.records().size() + " records", "at most " + MAX_RECORDS);
            }
            map(endpoint, batch, body, harvest, now);
            return new Answer.Accepted();
        } catch (UnexpectedJsonException e) {
            harvest.setAside(e.problem(), delivery.body());
            return endpoint.source().insists() ? new Answer.Accepted() : Refused.of(stage, e.problem());
        } catch (RuntimeException ours) {
            // a bug of ours must neither make the vendor send the same for ever, nor lose what it sent
            harvest.setAside(harvest.bug(ours), delivery.body());
            return new Answer.Accepted();
        }
    }

    private static void map(Endpoint endpoint, Batch batch, byte[] body, Harvest harvest, Instant now) {
        Arrival arrival = new Arrival(endpoint.tenant(), endpoint.name(), Transport.WEBHOOK, now);
        for (Batch.Part part : batch.parts(body)) {
            harvest.take(endpoint.source(), part.record(), arrival, part.bytes());
        }
    }

    /** Absent where the vendor does not check here whether the address is ours. */
    private @Nullable Answer echo(Delivery delivery) {
        Endpoint endpoint = endpoints.get(delivery.connector());
        if (endpoint == null || !(endpoint.challenge() instanceof Challenge.InQuery query)) {
            return null;
        }
        String challenge = delivery.parameter(query.name());
        if (challenge == null) {
            return null;
        }
        return challenge.isEmpty() || challenge.length() > MAX_CHALLENGE || delivery.hasPathSecret()
                ? Refused.of(Rejection.MALFORMED, query.name() + ": expected 1 to 1024 characters")
                : new Answer.Echo(challenge);
    }

    private CompletableFuture<?> kept(Endpoint endpoint, Harvest harvest) {
        CompletableFuture<?> kept = harvest.isEmpty() ? completedFuture(null) : written(endpoint, harvest);
        for (String wakes : harvest.wakes()) {
            kept = kept.thenCombine(ledger.wake(wakes), (done, woken) -> done);
        }
        return kept;
    }

    private CompletableFuture<?> written(Endpoint endpoint, Harvest harvest) {
        try {
            return ledger.write(new TenantShard(endpoint.tenant(), 0), harvest.signals(), harvest.deadLetters());
        } catch (RuntimeException e) {
            return failedFuture(e);
        }
    }

    /** Absent where the caller may speak. An unknown connector costs what a known one does. */
    private @Nullable Refused refusal(Delivery delivery, Instant now) {
        Endpoint endpoint = endpoints.get(delivery.connector());
        Endpoint asked = endpoint == null ? decoy : endpoint;
        boolean admitted = asked.authentication().admits(delivery.presented(), now);
        boolean addressed = !delivery.hasPathSecret() || asked.authentication().usesPathSecret();
        if (endpoint == null) {
            return Refused.of(Rejection.UNKNOWN_CONNECTOR, "no such connector");
        }
        return admitted && addressed
                ? null
                : new Refused(
                        Rejection.UNAUTHENTICATED,
                        "credentials or signature missing, wrong or too old",
                        asked.authentication().scheme());
    }

    private Endpoint known(Delivery delivery) {
        Endpoint endpoint = endpoints.get(delivery.connector());
        if (endpoint == null) {
            throw new IllegalStateException("a delivery to no connector was let in");
        }
        return endpoint;
    }
}
