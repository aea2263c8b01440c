// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.pull.Plan;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.topic.DeadLetter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lab, and connectors that read it without Kafka: what a page gives is taken as if it had been committed. */
public final class LabBench implements AutoCloseable {
    /** Reads what is at most two days old. */
    public static final Schedule TWO_DAYS = new Schedule(null, Duration.ofDays(2), null);

    private final Vertx vertx = Vertx.vertx();
    private final long began = System.nanoTime();
    private volatile Duration passed = Duration.ZERO;
    private final InstantSource clock =
            () -> Samples.NOW.plusNanos(System.nanoTime() - began).plus(passed);
    private final List<Pulled> open = new ArrayList<>();
    private final List<Desk> desks = new ArrayList<>();
    public final Lab lab;

    public LabBench() {
        lab = Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), clock);
    }

    public InstantSource clock() {
        return clock;
    }

    /** Lets so much time pass at once. */
    public void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** By a token that never changes. */
    public ApiConfig api() {
        return header("SSWS ");
    }

    /** By a token that never changes, behind another word. */
    public ApiConfig header(String word) {
        return new ApiConfig(
                lab.url(),
                new HeaderCredential("Authorization", Secret.of(word + Lab.SECRET)),
                null,
                600_000,
                1.0,
                null);
    }

    /** By tokens that expire. */
    public ApiConfig oauth() {
        return new ApiConfig(
                lab.url(),
                new ClientCredentials(lab.tokenUrl(), "tocsin", Secret.of(Lab.SECRET), null, List.of(), null, null),
                null,
                600_000,
                1.0,
                null);
    }

    /** Puts the records that stand at a pointer of a sample on a shelf. */
    public Shelf put(String path, String sample, String pointer) {
        Shelf shelf = lab.shelf(path);
        JsonNode records = Samples.json(sample).at(pointer);
        if (records.isArray()) {
            records.forEach(shelf::add);
        } else {
            shelf.add(records);
        }
        return shelf;
    }

    /** The reader of one feed of a connector. */
    public Desk desk(PollConfig config, String family) {
        Pulled pulled = PollSources.open(config, clock);
        open.add(pulled);
        Plan plan = pulled.plans().stream()
                .filter(each -> each.id().family().equals(family))
                .findFirst()
                .orElseThrow();
        Desk desk = new Desk(plan, clock);
        desks.add(desk);
        return desk;
    }

    /** The values of somebody's names, in their order. */
    public static List<String> names(@Nullable Entity entity) {
        return entity == null
                ? List.of()
                : entity.identifiers().stream().map(Identifier::value).toList();
    }

    @Override
    public void close() {
        desks.forEach(desk -> desk.feed.close());
        open.forEach(each -> each.closing().run());
        lab.close();
        vertx.close().await();
    }

    /** Reads, and remembers. */
    public static final class Desk {
        private final Plan plan;
        private final InstantSource clock;
        private final Memory memory;
        private Feed feed;
        public final List<Signal> signals = new ArrayList<>();
        public final List<DeadLetter> letters = new ArrayList<>();

        Desk(Plan plan, InstantSource clock) {
            this.plan = plan;
            this.clock = clock;
            this.memory = new Memory(plan.id(), clock.instant());
            this.feed = plan.opening().get();
        }

        /** Pages until there is no more for now; answers how many. */
        public int read() throws FaultException, InterruptedException {
            int pages = 0;
            for (boolean more = true; more; pages++) {
                more = page();
            }
            return pages;
        }

        public boolean page() throws FaultException, InterruptedException {
            Instant now = clock.instant();
            Page page = feed.read(memory, now);
            page.changes().forEach(memory::apply);
            memory.apply(memory.key(), page.position());
            signals.addAll(page.harvest().signals());
            letters.addAll(page.harvest().deadLetters());
            return page.more();
        }

        /** As an operator's test of the connector. */
        public Page trial() throws FaultException, InterruptedException {
            return feed.trial(memory, clock.instant());
        }

        /** As after a failure: what was not remembered is gone. */
        public void reopen() {
            feed.close();
            feed = plan.opening().get();
        }

        public Memory memory() {
            return memory;
        }

        public List<SignalType> types() {
            return signals.stream().map(Signal::type).toList();
        }

        /** The first signal of a type. */
        public Signal of(SignalType type) {
            return signals.stream()
                    .filter(signal -> signal.type() == type)
                    .findFirst()
                    .orElseThrow();
        }

        public List<String> ids() {
            return signals.stream().map(Signal::id).toList();
        }
    }
}
