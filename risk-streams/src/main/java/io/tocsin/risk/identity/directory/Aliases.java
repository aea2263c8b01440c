// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of a {@link Directory} by their forms: each is read once, and written once where it has changed. */
final class Aliases {
    private final TenantShard shard;
    private final Stores stores;
    private final Map<String, Alias> byForm = new HashMap<>();
    private final List<String> seen = new ArrayList<>();
    private Set<String> changed = Set.of();

    Aliases(TenantShard shard, Stores stores) {
        this.shard = shard;
        this.stores = stores;
    }

    Alias of(String form) {
        Alias known = byForm.get(form);
        if (known != null) {
            return known;
        }
        Alias stored = stores.alias(shard, form);
        Alias alias = stored == null ? Alias.NOBODYS : stored;
        byForm.put(form, alias);
        return alias;
    }

    /** They and those who have them will be asked for: what has to be waited for is waited for together. */
    void expect(List<String> forms) {
        stores.expectNames(shard, forms);
        List<CanonicalId> holders = new ArrayList<>(forms.size());
        for (String form : forms) {
            List<Alias.Holder> all = of(form).holders();
            if (all.size() == 1) {
                holders.add(all.getFirst().principal());
            }
        }
        stores.expectPrincipals(shard, holders);
    }

    /** Says whether that is news. Mostly it is the one that was there, and to find that out takes no look into it. */
    @SuppressWarnings("ReferenceEquality")
    boolean put(String form, Alias alias) {
        Alias before = of(form);
        if (alias == before || alias.equals(before)) {
            return false;
        }
        byForm.put(form, alias);
        changed = Sparse.own(changed);
        changed.add(form);
        return true;
    }

    /** It was seen on somebody just now. */
    void see(String form) {
        seen.add(form);
    }

    void await(String form, String signal) {
        put(form, of(form).awaitedBy(signal));
    }

    void awaitNoMore(String form, String signal) {
        put(form, of(form).awaitedNoMoreBy(signal));
    }

    /** A signal that waited for names seen just now is not parked any more. */
    void awaitNoMore(String signal) {
        seen.forEach(form -> awaitNoMore(form, signal));
    }

    /** The parked signals that wait for a name which was seen on somebody just now. */
    Set<String> awaited() {
        Set<String> awaited = Set.of();
        for (String form : seen) {
            List<String> waiting = of(form).waiting();
            if (!waiting.isEmpty()) {
                awaited = Sparse.own(awaited);
                awaited.addAll(waiting);
            }
        }
        return awaited;
    }

    /** Writes what has changed since it was written last. */
    void save() {
        for (String form : changed) {
            stores.put(shard, form, of(form));
        }
        changed = Set.of();
    }
}
