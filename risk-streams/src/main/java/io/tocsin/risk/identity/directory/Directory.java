// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The names and principals of one tenant shard while one signal is resolved. Each name and each principal is read once.
 * Nothing is written before {@link #save()}, and then in an order in which a crash does no harm: first the principals
 * in the order in which they were touched, so that a surviving one is there before the absorbed one points to it; then
 * the names; then what has to be looked at again.
 */
public final class Directory {
    private static final Duration GRAIN = Duration.ofHours(1);
    /** Of a name that nobody else has it hardly matters, and a busy one would make a write for each hour. */
    private static final Duration LONE_GRAIN = Duration.ofHours(12);
    /** Addresses change hands within minutes. */
    private static final Duration ADDRESS_GRAIN = Duration.ofMinutes(1);

    /** Before all names. */
    private static final String RULINGS = "!";

    private final TenantShard shard;
    private final String prefix;
    private final Stores stores;
    private final BiFunction<TenantShard, CanonicalId, @Nullable Known> find;
    private final Aliases aliases;
    private final Map<CanonicalId, Known> principals = new LinkedHashMap<>();
    private Set<CanonicalId> forgotten = Set.of();
    private final Links links;
    private Map<String, Optional<CanonicalId>> rulings = Map.of();
    private Map<CanonicalId, Instant> deadlines = Map.of();
    private final Findings findings = new Findings();

    /** For what will be saved. */
    public Directory(TenantShard shard, Stores stores) {
        this(shard, stores, stores::principal);
    }

    private Directory(TenantShard shard, Stores stores, BiFunction<TenantShard, CanonicalId, @Nullable Known> find) {
        this.shard = stores.known(shard);
        this.prefix = prefix(shard);
        this.links = new Links(shard.tenant());
        this.stores = stores;
        this.find = find;
        this.aliases = new Aliases(this.shard, stores);
    }

    /** For what may come to nothing: what is not saved has changed nothing. */
    public static Directory trying(TenantShard shard, Stores stores) {
        return new Directory(shard, stores, stores::copy);
    }

    /** What every key of that shard begins with. */
    public static String prefix(TenantShard shard) {
        return shard.tenant() + "|" + shard.shard() + "|";
    }

    /** The signal bears these names: what is known of them is looked up together, which takes less time. */
    public void expect(List<String> forms) {
        aliases.expect(forms);
    }

    public Alias alias(String form) {
        return aliases.of(form);
    }

    private Alias followed(String form) {
        return alias(form).followed(id -> principal(id).map(Known::id).orElse(id));
    }

    /**
     * The name was seen on that principal.
     *
     * @param alone nobody else has it
     */
    public void hold(Identifier name, Known principal, String evidence, Instant at, boolean alone) {
        hold(CanonicalForm.of(name), name, principal, evidence, at, alone);
    }

    /** The same, where its form is at hand. */
    public void hold(String form, Identifier name, Known principal, String evidence, Instant at, boolean alone) {
        Alias before = alias(form);
        Duration grain = name.kind() == IdentifierKind.IP ? ADDRESS_GRAIN : alone ? LONE_GRAIN : GRAIN;
        Alias after = before.heldBy(principal.id, at, alone, grain);
        aliases.see(form);
        if (aliases.put(form, after)) {
            Alias.Holder holder = before.holder(principal.id);
            boolean open = holder != null && holder.until() == null;
            if (!open && name.kind() != IdentifierKind.IP) {
                links.held(name, principal.id, evidence, at, after.isDemoted());
            }
        }
    }

    /** The principal has that name no more; what is told of the time before still finds it. */
    public void giveUp(Identifier name, Known principal, String evidence, Instant at) {
        String form = CanonicalForm.of(name);
        principal.giveUp(form, at);
        Alias before = followed(form);
        Alias after = before.givenUpBy(principal.id, at);
        aliases.put(form, after);
        if (!after.equals(before)) {
            links.givenUp(name, principal.id, evidence, at, before.isDemoted());
        }
    }

    /** The name was never the one's, but always the other's. */
    public void move(Identifier name, Known from, Known to, String evidence, Instant at) {
        String form = CanonicalForm.of(name);
        from.lose(form);
        to.name(name, at);
        aliases.put(form, followed(form).without(from.id).heldBy(to.id, at, false, GRAIN));
        aliases.see(form);
        links.moved(name, to.id, evidence, at);
    }

    public void demote(Identifier name, String evidence, Instant at) {
        String form = CanonicalForm.of(name);
        Alias before = alias(form);
        if (before.isDemoted()) {
            return;
        }
        aliases.put(form, before.demoted(evidence, at));
        findings.demoted(name);
        before.holders().stream()
                .findFirst()
                .ifPresent(holder -> links.demoted(name, holder.principal(), evidence, at, holder.until()));
    }

    /** {@code absorbed} turned out to be {@code surviving}. */
    public void merge(Known surviving, Known absorbed, String evidence, Instant at, Instant ingested) {
        findings.merged(surviving.id);
        surviving.absorb(absorbed, new Known.Merge(absorbed.id, surviving.id, evidence, at, ingested));
        absorbed.mergeInto(surviving.id);
        principals.remove(absorbed.id);
        principals.put(absorbed.id, absorbed);
        for (Known.Name name : absorbed.names.all()) {
            links.merged(name.identifier(), absorbed.id, surviving.id, evidence, at, name.until());
        }
    }

    /** Two that an operator keeps apart had a signal say that they are one. */
    public void refuseMerge() {
        findings.refused();
    }

    public void await(String form, String signal) {
        aliases.await(form, signal);
    }

    public void awaitNoMore(String form, String signal) {
        aliases.awaitNoMore(form, signal);
    }

    /** A signal that waited for names seen just now is not parked any more. */
    public void awaitNoMore(String signal) {
        aliases.awaitNoMore(signal);
    }

    /** The parked signals that wait for a name which was seen on somebody just now. */
    public Set<String> awaited() {
        return aliases.awaited();
    }

    /** Who a signal was said to mean when it was read before, where that was not proved. */
    public Optional<CanonicalId> ruling(String signal) {
        byte[] bytes = stores.rulings().get(RULINGS + prefix + signal);
        return bytes == null ? Optional.empty() : Optional.of(CanonicalId.parse(new String(bytes, UTF_8)));
    }

    /**
     * Keeps that, or forgets it. It is kept with the names: the changelog of one store keeps the order of its writes,
     * so no crash keeps what is heard of names later and loses what was ruled before.
     */
    public void rule(String signal, Optional<CanonicalId> who) {
        rulings = Sparse.own(rulings);
        rulings.put(signal, who);
    }

    /** Is that the key of a name, in the store of names? */
    public static boolean isName(String key) {
        return !key.startsWith(RULINGS);
    }

    /** Follows redirects. */
    public Optional<Known> principal(@Nullable CanonicalId id) {
        return Optional.ofNullable(find(id));
    }

    /** The same, absent where there is none. */
    public @Nullable Known find(@Nullable CanonicalId id) {
        CanonicalId next = id;
        for (int hops = 0; next != null && hops < 64; hops++) {
            Known known = exactly(next);
            if (known == null || known.mergedInto == null) {
                return known;
            }
            next = known.mergedInto;
        }
        return null;
    }

    /** The record itself, even of a principal that is gone. */
    public @Nullable Known exactly(CanonicalId id) {
        Known loaded = principals.get(id);
        if (loaded != null || forgotten.contains(id)) {
            return loaded;
        }
        Known known = find.apply(shard, id);
        if (known != null) {
            principals.put(id, known);
        }
        return known;
    }

    public Known create(CanonicalId id, Instant firstSeen) {
        Known known = new Known(id, firstSeen);
        known.touch();
        principals.put(id, known);
        if (forgotten.contains(id)) {
            forgotten.remove(id);
        }
        return known;
    }

    /** Puts a principal behind all others in the order of writing. */
    public void writeLast(Known known) {
        principals.remove(known.id);
        principals.put(known.id, known);
    }

    public void lookAgain(Known known, Instant deadline) {
        deadlines = Sparse.own(deadlines);
        deadlines.put(known.id, deadline);
    }

    /** As if it had never been heard of. */
    public void forget(Known known) {
        for (String form : known.names.forms()) {
            aliases.put(form, followed(form).without(known.id));
            if (alias(form).holders().isEmpty()) {
                links.gone(form);
            }
        }
        principals.remove(known.id);
        forgotten = Sparse.own(forgotten);
        forgotten.add(known.id);
    }

    /** Writes what has changed since it was written last. */
    public void save() {
        for (Known known : principals.values()) {
            if (known.isDirty()) {
                stores.put(shard, known);
                known.clean();
            }
        }
        aliases.save();
        rulings.forEach((signal, who) -> stores.rulings()
                .put(
                        RULINGS + prefix + signal,
                        who.map(id -> id.text().getBytes(UTF_8)).orElse(null)));
        forgotten.forEach(id -> stores.delete(shard, id));
        deadlines.forEach((id, deadline) -> stores.agenda().add(shard, deadline, id));
        rulings = Map.of();
        forgotten = Set.of();
        deadlines = Map.of();
    }

    /** What {@code identity-links} has to say differently, by the keys it has; empty: nothing any more. */
    public Map<String, Optional<IdentityLink>> links() {
        return links.byKey();
    }

    public List<Known> loaded() {
        return List.copyOf(principals.values());
    }

    public Findings findings() {
        return findings;
    }
}
