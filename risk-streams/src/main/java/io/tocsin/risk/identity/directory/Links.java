// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code identity-links} has to say differently after one signal, which is named as the evidence. */
final class Links {
    private final String tenant;
    private Map<String, Optional<IdentityLink>> byKey = Map.of();

    Links(String tenant) {
        this.tenant = tenant;
    }

    /** By the keys of the topic; empty: nothing any more. */
    Map<String, Optional<IdentityLink>> byKey() {
        return byKey;
    }

    /** Where a merge by the same signal said more, that stands. */
    void held(Identifier name, CanonicalId principal, String evidence, Instant at, boolean demoted) {
        byKey = Sparse.own(byKey);
        byKey.putIfAbsent(key(name), Optional.of(new IdentityLink(name, principal, null, evidence, at, null, demoted)));
    }

    void givenUp(Identifier name, CanonicalId principal, String evidence, Instant at, boolean demoted) {
        put(key(name), Optional.of(new IdentityLink(name, principal, null, evidence, at, at, demoted)));
    }

    void moved(Identifier name, CanonicalId to, String evidence, Instant at) {
        put(key(name), Optional.of(new IdentityLink(name, to, null, evidence, at)));
    }

    void demoted(Identifier name, CanonicalId principal, String evidence, Instant at, @Nullable Instant until) {
        put(key(name), Optional.of(new IdentityLink(name, principal, null, evidence, at, until, true)));
    }

    void merged(
            Identifier name,
            CanonicalId absorbed,
            CanonicalId surviving,
            String evidence,
            Instant at,
            @Nullable Instant until) {
        put(key(name), Optional.of(new IdentityLink(name, absorbed, surviving, evidence, at, until, false)));
    }

    /** Nobody has it any more. */
    void gone(String form) {
        put(tenant + "|" + form, Optional.empty());
    }

    private void put(String key, Optional<IdentityLink> link) {
        byKey = Sparse.own(byKey);
        byKey.put(key, link);
    }

    private String key(Identifier name) {
        return tenant + "|" + CanonicalForm.of(name);
    }
}
