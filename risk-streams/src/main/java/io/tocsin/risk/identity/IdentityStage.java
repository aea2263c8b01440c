// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Findings;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Stores;
import io.tocsin.risk.identity.parking.Parked;
import io.tocsin.risk.identity.parking.Parking;
import io.tocsin.risk.identity.session.Expiry;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/** What one task does with the signals of its tenant shards, one after the other. */
final class IdentityStage {
    private static final int AT_ONCE = 32;
    private static final int MOST_RESCUED = 64;

    private final Stores stores;
    private final RecentNews recent;
    private final OwnSets ownSets;
    private final Parking parking;
    private final Serde<Signal> signals;
    private final IdentityConfig config;
    private final IdentityMetrics metrics;
    private final Sink sink;

    IdentityStage(
            Stores stores,
            RecentNews recent,
            OwnSets ownSets,
            Parking parking,
            Serde<Signal> signals,
            IdentityConfig config,
            IdentityMetrics metrics,
            Sink sink) {
        this.stores = stores;
        this.recent = recent;
        this.ownSets = ownSets;
        this.parking = parking;
        this.signals = signals;
        this.config = config;
        this.metrics = metrics;
        this.sink = sink;
    }

    void take(TenantShard shard, Signal heard, long timestamp) {
        Signal signal = ownSets.trace(heard, timestamp);
        if (!LoopGuard.isEvidence(signal)) {
            sink.tell(Identification.echo(new Directory(shard, stores), config, signal), timestamp);
            return;
        }
        try {
            resolve(shard, signal, timestamp);
        } catch (RuntimeException e) {
            stores.forgetAtHand();
            throw e;
        }
    }

    private void resolve(TenantShard shard, Signal signal, long timestamp) {
        expireSessions(shard, signal, timestamp);
        expireParked(shard, timestamp);
        Directory directory = new Directory(shard, stores);
        Resolution resolution = Identification.of(directory, config, signal);
        switch (resolution) {
            case Resolution.Ignored ignored -> {}
            case Resolution.Refused refused -> sink.deadLetter(shard, refused.reason(), bytes(signal), timestamp);
            case Resolution.Resolved resolved -> {
                count(signal, resolved);
                if (resolved.ruling() != null) {
                    remember(shard, directory, signal, resolved.ruling(), timestamp);
                }
                write(shard, directory, timestamp);
                sink.tell(resolved.addressed(), timestamp);
                rescue(shard, directory, timestamp);
            }
            case Resolution.Unresolved unresolved -> {
                metrics.signalUnresolved(
                        signal.source().tenant(), signal.source().connector());
                park(shard, directory, signal, unresolved, timestamp);
                write(shard, directory, timestamp);
                sink.tell(unresolved.others(), timestamp);
                rescue(shard, directory, timestamp);
            }
        }
    }

    /** Tells once more what was told last, before anything else is. */
    void tellAgain(long timestamp) {
        for (RecentNews.Entry entry : recent.all()) {
            Directory directory = new Directory(entry.shard(), stores);
            Known known = directory.exactly(entry.about());
            if (known != null) {
                News news = new News(directory);
                known.merges().forEach(merge -> sink.tell(news.merged(known, merge), timestamp));
                if (known.life().endedByTime()) {
                    sink.tell(news.timedOut(known), timestamp);
                }
            }
        }
        for (Parking.Ended ended : parking.endedLately()) {
            switch (ended.how()) {
                case EXPIRED ->
                    sink.deadLetter(
                            ended.shard(),
                            expired(ended.parked()),
                            ended.parked().signal(),
                            ended.parked().since() + config.parkedFor().toMillis());
                case RESCUED, RULED -> {
                    Directory directory = Directory.trying(ended.shard(), stores);
                    if (Identification.of(directory, config, signal(ended.parked()))
                            instanceof Resolution.Resolved resolved) {
                        sink.tell(resolved.addressed(), timestamp);
                    }
                }
            }
        }
    }

    private void expireSessions(TenantShard shard, Signal signal, long timestamp) {
        Instant event = signal.times().event();
        Instant ingested = signal.times().ingested();
        Instant now = event.isBefore(ingested) ? event : ingested;
        if (!stores.agenda().isDue(shard, now)) {
            return;
        }
        Directory directory = new Directory(shard, stores);
        Expiry.Ran ran = new Expiry(directory, stores.agenda(), config).until(now, shard);
        for (Known session : ran.timedOut()) {
            recent.add(timestamp, shard, session.id());
            metrics.sessionTimedOut(shard.tenant());
        }
        write(shard, directory, timestamp);
        News news = new News(directory);
        ran.timedOut().forEach(session -> sink.tell(news.timedOut(session), timestamp));
        for (int i = 0; i < ran.forgotten(); i++) {
            metrics.sessionForgotten(shard.tenant());
        }
    }

    private void park(
            TenantShard shard, Directory directory, Signal signal, Resolution.Unresolved unresolved, long timestamp) {
        if (unresolved.names().isEmpty()) {
            sink.deadLetter(shard, unresolved.reason(), bytes(signal), timestamp);
            return;
        }
        if (parking.endedLately(shard, signal.id())) {
            return;
        }
        Parked parked = new Parked(
                signal.id(),
                timestamp,
                signal.source().connector(),
                unresolved.reason(),
                unresolved.names(),
                bytes(signal));
        if (parking.park(shard, parked, config.parkedLimit())) {
            parked.names().forEach(form -> directory.await(form, parked.id()));
            metrics.signalParked(shard.tenant(), parked.source());
        } else {
            metrics.signalExpired(shard.tenant(), parked.source());
            sink.deadLetter(
                    shard,
                    unresolved.reason() + "; and " + config.parkedLimit() + " signals wait already"
                            + " (risk.identity.parked-limit)",
                    parked.signal(),
                    timestamp);
        }
    }

    /** Read again after a crash, it means the same one, whatever has been heard since. */
    private void remember(TenantShard shard, Directory directory, Signal signal, CanonicalId ruling, long timestamp) {
        if (!parking.endedLately(shard, signal.id())) {
            Parked ruled =
                    new Parked(signal.id(), timestamp, signal.source().connector(), "", List.of(), bytes(signal));
            forget(directory, parking.remember(shard, ruled, Parking.Ending.RULED, timestamp));
            directory.rule(signal.id(), Optional.of(ruling));
        }
    }

    /** Signals that wait for a name which was seen just now are tried again, and those that wait for theirs. */
    private void rescue(TenantShard shard, Directory seen, long timestamp) {
        Set<String> awaited = seen.awaited();
        if (awaited.isEmpty()) {
            return;
        }
        Deque<String> candidates = new ArrayDeque<>(awaited);
        Set<String> tried = new HashSet<>();
        while (!candidates.isEmpty() && tried.size() < MOST_RESCUED) {
            String id = candidates.poll();
            if (!tried.add(id)) {
                continue;
            }
            Optional<Parked> parked = parking.find(shard, id);
            if (parked.isPresent()) {
                candidates.addAll(rescue(shard, parked.get(), timestamp));
            } else if (!parking.endedLately(shard, id)) {
                seen.awaitNoMore(id);
            }
        }
        seen.save();
    }

    /** Says which others wait for the names of one that was rescued; none if it was not. */
    private Set<String> rescue(TenantShard shard, Parked parked, long timestamp) {
        Directory directory = Directory.trying(shard, stores);
        Signal signal = signal(parked);
        if (!(Identification.of(directory, config, signal) instanceof Resolution.Resolved resolved)) {
            return Set.of();
        }
        directory.rule(parked.id(), Optional.ofNullable(resolved.ruling()));
        write(shard, directory, timestamp);
        sink.tell(resolved.addressed(), timestamp);
        forget(shard, parking.end(shard, parked, Parking.Ending.RESCUED, timestamp));
        metrics.signalRescued(shard.tenant(), parked.source());
        return directory.awaited();
    }

    /** Those that waited long enough are tried a last time. */
    private void expireParked(TenantShard shard, long timestamp) {
        for (Parked parked : parking.since(shard, timestamp - config.parkedFor().toMillis(), AT_ONCE)) {
            rescue(shard, parked, timestamp);
            if (parking.find(shard, parked.id()).isPresent()) {
                sink.deadLetter(
                        shard,
                        expired(parked),
                        parked.signal(),
                        parked.since() + config.parkedFor().toMillis());
                forget(shard, parking.end(shard, parked, Parking.Ending.EXPIRED, timestamp));
                metrics.signalExpired(shard.tenant(), parked.source());
            }
        }
    }

    private void forget(TenantShard shard, List<Parked> ended) {
        if (!ended.isEmpty()) {
            Directory directory = new Directory(shard, stores);
            forget(directory, ended);
            directory.save();
        }
    }

    /**
     * They have been told of for so long that nothing will be read again that led to it. Until then their names lead to
     * them: the names are in another store, of which a crash may keep more than of the parked.
     */
    private static void forget(Directory directory, List<Parked> ended) {
        for (Parked parked : ended) {
            directory.rule(parked.id(), Optional.empty());
            parked.names().forEach(form -> directory.awaitNoMore(form, parked.id()));
        }
    }

    private String expired(Parked parked) {
        return parked.reason() + "; waited " + config.parkedFor() + " for that (risk.identity.parked-for)";
    }

    /** Who has to be told of again, then principals and names, then the links for everybody. */
    private void write(TenantShard shard, Directory directory, long timestamp) {
        Findings findings = directory.findings();
        for (CanonicalId surviving : findings.merged()) {
            recent.add(timestamp, shard, surviving);
            metrics.principalMerged(shard.tenant(), surviving.kind().name());
        }
        directory.save();
        directory.links().forEach((key, link) -> sink.link(key, link, timestamp));
        findings.demotions()
                .forEach(name -> metrics.nameDemoted(shard.tenant(), name.kind().name()));
        for (int i = 0; i < findings.refusedMerges(); i++) {
            metrics.mergeRefused(shard.tenant());
        }
    }

    private void count(Signal signal, Resolution.Resolved resolved) {
        if (resolved.guessed()) {
            metrics.signalAttributed(signal.source().tenant(), signal.source().connector());
        } else {
            metrics.signalResolved(signal.source().tenant(), signal.source().connector());
        }
    }

    private byte[] bytes(Signal signal) {
        return signals.serializer().serialize(Topics.SIGNALS.name(), signal);
    }

    private Signal signal(Parked parked) {
        return signals.deserializer().deserialize(Topics.SIGNALS.name(), parked.signal());
    }

    /** Where the stage says what it has found. */
    interface Sink {
        void tell(List<Addressed> addressed, long timestamp);

        void link(String key, Optional<IdentityLink> link, long timestamp);

        /** {@code at} in milliseconds since the epoch. */
        void deadLetter(TenantShard shard, String reason, byte[] body, long at);
    }
}
