// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which streams are about which subjects (SSF 1.0 §8.1.3). One writer, any number of readers. */
public final class SubjectIndex {
    /** A subject on a stream. */
    public record Place(String streamId, SubjectHash hash) {}

    private final Rules rules;
    private final Map<String, StreamSlot> slots = new ConcurrentHashMap<>();
    private final Map<String, TenantSubjects> tenants = new ConcurrentHashMap<>();
    /** The subjects that more is to be known of than a hash. */
    private final Map<Place, Entry> detailed = new ConcurrentHashMap<>();

    private final Map<Place, Instant> removed = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    public SubjectIndex(Rules rules) {
        this.rules = rules;
    }

    public Rules rules() {
        return rules;
    }

    /** Takes the place of what was said of the same subject on the same stream before. */
    public void put(StreamSubject said) {
        Terms terms = rules.terms(Terms.of(said.subject()));
        StreamSlot slot = slots.computeIfAbsent(said.streamId(), id -> new StreamSlot(id, said.tenant()));
        Place place = new Place(slot.streamId, terms.hash());
        TenantSubjects subjects = tenants.computeIfAbsent(slot.tenant, t -> new TenantSubjects());
        Entry before = find(subjects, place, slot);
        Entry entry = entry(slot, said, terms);
        if (before != null && before.saysTheSameAs(entry)) {
            return;
        }
        // the new one is there before the old one goes: no event may find neither
        subjects.add(entry, terms);
        if (before == null) {
            slot.grow(1);
            size.incrementAndGet();
        } else {
            subjects.remove(before, terms);
        }
        if (entry.terms != null) {
            detailed.put(place, entry);
        }
        if (said.removed() != null && said.membership() == SubjectMembership.INCLUDED) {
            removed.put(place, said.removed());
        } else {
            removed.remove(place);
        }
    }

    /** Nothing is said of it any more. */
    public void remove(Place place) {
        StreamSlot slot = slots.get(place.streamId());
        TenantSubjects subjects = slot == null ? null : tenants.get(slot.tenant);
        Entry entry = slot == null || subjects == null ? null : find(subjects, place, slot);
        if (slot == null || subjects == null || entry == null) {
            return;
        }
        subjects.remove(entry, entry.terms == null ? Terms.plain(place.hash()) : entry.terms);
        detailed.remove(place);
        removed.remove(place);
        slot.grow(-1);
        size.decrementAndGet();
        if (slot.size() == 0) {
            slots.remove(place.streamId());
        }
    }

    private @Nullable Entry find(TenantSubjects subjects, Place place, StreamSlot slot) {
        Entry entry = detailed.get(place);
        return entry == null ? subjects.plain(place.hash(), slot) : entry;
    }

    /** What was said of that subject on that stream, without the subject. */
    public Optional<Said> said(Place place) {
        StreamSlot slot = slots.get(place.streamId());
        if (slot == null) {
            return Optional.empty();
        }
        TenantSubjects subjects = tenants.get(slot.tenant);
        Entry entry = subjects == null ? null : find(subjects, place, slot);
        return Optional.ofNullable(entry).map(e -> new Said(e.membership, e.verified, instant(e)));
    }

    /** Streams of the tenant that are about the event's subject because it was added. */
    public Set<String> including(String tenant, Terms event, Instant now) {
        long at = now.toEpochMilli();
        Set<String> found = new HashSet<>();
        TenantSubjects subjects = tenants.get(tenant);
        if (subjects != null) {
            subjects.including(
                    rules.terms(event), entry -> rules.includes(entry, at), slot -> found.add(slot.streamId));
        }
        return found;
    }

    /** Streams of the tenant that are not about the event's subject because it was removed. */
    public Set<String> excluding(String tenant, Terms event, Instant now) {
        long at = now.toEpochMilli();
        Set<String> found = new HashSet<>();
        TenantSubjects subjects = tenants.get(tenant);
        if (subjects != null) {
            subjects.excluding(
                    rules.terms(event), entry -> rules.excludes(entry, at), slot -> found.add(slot.streamId));
        }
        return found;
    }

    /** Would this subject add a combination of member names that no subject of its tenant has? */
    public boolean isNewShape(String tenant, Terms terms) {
        TenantSubjects subjects = tenants.get(tenant);
        Terms compared = rules.terms(terms);
        return !compared.isSimple() && (subjects == null || subjects.isNewShape(compared.names()));
    }

    /** How many combinations of member names the subjects of a tenant have. */
    public int shapes(String tenant) {
        TenantSubjects subjects = tenants.get(tenant);
        return subjects == null ? 0 : subjects.shapes();
    }

    /** Subjects on all streams. */
    public int size() {
        return size.get();
    }

    public int size(String streamId) {
        StreamSlot slot = slots.get(streamId);
        return slot == null ? 0 : slot.size();
    }

    /** Streams with any subject. */
    public List<String> streamIds() {
        return List.copyOf(slots.keySet());
    }

    /** All there is of a stream. Costs what its tenant has. */
    public List<Place> places(String streamId) {
        StreamSlot slot = slots.get(streamId);
        if (slot == null) {
            return List.of();
        }
        Set<Place> places = new HashSet<>();
        detailed.keySet().stream()
                .filter(place -> place.streamId().equals(streamId))
                .forEach(places::add);
        TenantSubjects subjects = tenants.get(slot.tenant);
        if (subjects != null) {
            subjects.forEachPlain(slot, hash -> places.add(new Place(slot.streamId, hash)));
        }
        return new ArrayList<>(places);
    }

    /** Added subjects that were removed so long ago that nothing more is sent about them. */
    public List<Place> gone(Instant now) {
        return removed.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue().plus(rules.removalGrace())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Entry entry(StreamSlot slot, StreamSubject said, Terms terms) {
        Terms kept = terms.isPlain() ? null : terms;
        boolean simplyThere = kept == null && said.verified() && said.removed() == null;
        return simplyThere
                ? slot.included
                : new Entry(
                        slot,
                        said.membership(),
                        said.verified(),
                        said.removed() == null ? Entry.NEVER : said.removed().toEpochMilli(),
                        kept);
    }

    private static @Nullable Instant instant(Entry entry) {
        return entry.wasRemoved() ? Instant.ofEpochMilli(entry.removed) : null;
    }
}
