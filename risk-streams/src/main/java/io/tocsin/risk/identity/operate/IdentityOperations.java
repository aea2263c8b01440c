// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

import io.tocsin.risk.identity.IdentityConfig;
import io.tocsin.risk.identity.OperatorWord;
import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.directory.Ownership;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.names.CanonicalIds;
import io.tocsin.risk.names.Trust;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The identity stage as its operator sees it: who is known to this process, and a word about who is who. */
public final class IdentityOperations {
    /** Sessions of users who were seen on a device so lately are within its reach. */
    private static final Duration LATELY = Duration.ofHours(24);

    private final Records records;
    private final IdentityConfig config;
    private final TopicWriter writer;
    private final InstantSource clock;

    /** Names of the stores. */
    public record StoreNames(String aliases, String principals, String parked) {}

    /**
     * Reads by the stores, writes by the writer.
     *
     * @param stores a store of this process by its name; may throw Kafka's InvalidStateStoreException
     * @param clock stamps an operator's word
     */
    public IdentityOperations(
            Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores,
            StoreNames names,
            IdentityConfig config,
            TopicWriter writer,
            InstantSource clock) {
        this.records = new Records(stores, names);
        this.config = config;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * The principals that a text means: a name however spelled, {@code KIND:name}, or an id as it is printed, with or
     * without its tenant. A name alone is looked for among all, which takes seconds where millions are known.
     *
     * @param tenant only this one's; any if empty
     * @return several where the name is on several, or in several vendors' books
     */
    public List<Profile> find(String text, String tenant) {
        Set<Found> found = new LinkedHashSet<>();
        Spelling spelling = Spelling.of(text);
        records.eachAlias(tenant, (shard, alias) -> {
            if (spelling.means(alias.key)) {
                Alias.of(alias.value).holders().forEach(holder -> found.add(new Found(shard, holder.principal())));
            }
        });
        String id = text.substring(text.lastIndexOf('|') + 1);
        if (isUuid(id)) {
            records.eachPrincipal(tenant, (shard, principal) -> {
                if (principal.id().equals(id)) {
                    found.add(new Found(shard, principal));
                }
            });
        }
        Map<CanonicalId, Profile> profiles = new LinkedHashMap<>();
        for (Found each : found) {
            records.principal(each.shard, each.principal)
                    .ifPresent(known -> profiles.computeIfAbsent(known.id(), key -> profile(each.shard, known)));
        }
        return List.copyOf(profiles.values());
    }

    private record Found(TenantShard shard, CanonicalId principal) {}

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private Profile profile(TenantShard shard, Known known) {
        List<Profile.Name> names = new ArrayList<>();
        for (Known.Name name : known.names()) {
            boolean demoted =
                    records.alias(shard, CanonicalForm.of(name.identifier())).isDemoted();
            names.add(new Profile.Name(
                    name.identifier(),
                    demoted ? Strength.WEAK : Trust.of(name.identifier()),
                    name.since(),
                    name.seen(),
                    name.until(),
                    demoted));
        }
        List<Profile.Session> sessions = sessions(shard, known.sessions());
        List<Profile.Session> reach = new ArrayList<>();
        if (known.id().kind() == PrincipalKind.DEVICE) {
            Instant since = clock.instant().minus(LATELY);
            for (Ownership.Sighting sighting : known.ownership().observed()) {
                if (!sighting.seen().isBefore(since)) {
                    records.principal(shard, sighting.user())
                            .ifPresent(user -> sessions(shard, user.sessions()).stream()
                                    .filter(session -> session.device() == null)
                                    .forEach(reach::add));
                }
            }
        }
        return new Profile(shard, known, names, sessions, reach, people(shard, known));
    }

    private Map<CanonicalId, String> people(TenantShard shard, Known device) {
        Map<CanonicalId, String> people = new LinkedHashMap<>();
        List<Ownership.Sighting> sightings = new ArrayList<>(device.ownership().observed());
        device.ownership().assigned().ifPresent(sightings::add);
        for (Ownership.Sighting sighting : sightings) {
            records.principal(shard, sighting.user())
                    .flatMap(IdentityOperations::shortName)
                    .ifPresent(name -> people.put(sighting.user(), name));
        }
        return people;
    }

    private static Optional<String> shortName(Known user) {
        return user.names().stream()
                .filter(name -> name.until() == null)
                .map(Known.Name::identifier)
                .min(Comparator.comparing(Identifier::kind))
                .map(Identifier::value);
    }

    private List<Profile.Session> sessions(TenantShard shard, List<CanonicalId> ids) {
        return ids.stream()
                .flatMap(id -> records.principal(shard, id).stream())
                .filter(session -> !session.life().over())
                .map(session -> new Profile.Session(
                        session.id(),
                        session.names().stream()
                                .findFirst()
                                .map(Known.Name::identifier)
                                .orElse(null),
                        session.life().opened(),
                        session.life().heard(),
                        session.life().user(),
                        session.life().device()))
                .sorted(Comparator.comparing(Profile.Session::opened))
                .toList();
    }

    /** Strong names that prove nothing any more, the latest first. */
    public List<DemotedName> demotions(String tenant, int limit) {
        List<DemotedName> demoted = new ArrayList<>();
        records.eachAlias(tenant, (shard, entry) -> {
            Alias alias = Alias.of(entry.value);
            if (alias.demotion() != null) {
                String[] parts = entry.key.split("\\|", 3);
                demoted.add(new DemotedName(
                        shard.tenant(),
                        Spelling.kind(parts[0]),
                        parts[1],
                        Spelling.value(entry.key),
                        alias.demotion().evidence(),
                        alias.demotion().at(),
                        alias.holders().stream().map(Alias.Holder::principal).toList()));
            }
        });
        return demoted.stream()
                .sorted(Comparator.comparing(DemotedName::at).reversed().thenComparing(DemotedName::value))
                .limit(limit)
                .toList();
    }

    /** Signals that wait for somebody with one of their names, the longest waiting first. */
    public List<WaitingSignal> unresolved(String tenant, int limit) {
        List<WaitingSignal> waiting = new ArrayList<>();
        records.eachParked(tenant, (shard, parked) -> {
            Instant since = Instant.ofEpochMilli(parked.since());
            waiting.add(new WaitingSignal(
                    shard.tenant(),
                    parked.id(),
                    parked.source(),
                    parked.names().stream()
                            .map(form -> Spelling.kind(form.split("\\|", 2)[0]))
                            .distinct()
                            .sorted()
                            .toList(),
                    parked.reason(),
                    since,
                    since.plus(config.parkedFor())));
        });
        return waiting.stream()
                .sorted(Comparator.comparing(WaitingSignal::since).thenComparing(WaitingSignal::id))
                .limit(limit)
                .toList();
    }

    /**
     * Gives names of a principal to one of their own, and keeps the two apart.
     *
     * @param names some of its names, as {@link Profile#names()} has them
     * @param by who says so, for the audit
     * @return the id of the new one, once the word is in Kafka
     */
    public CompletableFuture<CanonicalId> split(Profile whole, List<Identifier> names, String by) {
        String request = UUID.randomUUID().toString();
        CanonicalId from = whole.known().id();
        CanonicalId apart = CanonicalIds.apart(from.tenant(), from.kind(), request);
        return say(whole.shard(), request, new SignalPayload.Split(from, apart, names), by)
                .thenApply(done -> apart);
    }

    /** Says that two are two, and never become one. */
    public CompletableFuture<Void> keepApart(Profile one, Profile other, String by) {
        return say(
                one.shard(),
                UUID.randomUUID().toString(),
                new SignalPayload.Split(one.known().id(), other.known().id(), List.of()),
                by);
    }

    /** Says that two are one, whatever was said before. */
    public CompletableFuture<Void> join(Profile surviving, Profile absorbed, String by) {
        return say(
                surviving.shard(),
                UUID.randomUUID().toString(),
                new SignalPayload.Merge(surviving.known().id(), absorbed.known().id()),
                by);
    }

    private CompletableFuture<Void> say(TenantShard shard, String request, SignalPayload word, String by) {
        Signal signal = OperatorWord.of(shard.tenant(), request, word, by, clock.instant());
        return writer.write(Topics.SIGNALS, shard, signal).thenApply(done -> null);
    }

    /** The principal of that id in this process. */
    public Optional<Profile> profile(TenantShard shard, CanonicalId id) {
        return records.principal(shard, id).map(known -> profile(shard, known));
    }
}
