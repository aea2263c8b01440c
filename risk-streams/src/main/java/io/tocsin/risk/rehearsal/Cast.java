// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.rehearsal;

import io.tocsin.risk.policy.trial.Given;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who plays whom: the names of a test as identifiers that sources would give, and back. */
final class Cast {
    /** A Monday morning, for conditions that look at the clock. */
    static final Instant BEGINNING = Instant.parse("2026-01-05T08:00:00Z");

    private static final String TENANT = "test";
    private static final Strength STRONG = Strength.STRONG;

    private final Map<Identifier, CanonicalId> known = new HashMap<>();

    /** @param ordinal tells apart signals that say the same */
    Signal signal(Given given, Instant at, Instant arrives, int ordinal) {
        String event = given.about() + " " + given.payload() + " " + at + " " + ordinal;
        return new Signal(
                SignalId.derive(TENANT, given.vendor(), "test", event, given.type(), 0),
                given.type(),
                new SignalTimes(at, TimeQuality.VENDOR_EVENT, null, arrives),
                new SignalSource(
                        TENANT,
                        given.vendor(),
                        given.connector(),
                        "test",
                        Transport.POLL,
                        given.type().name(),
                        null,
                        null),
                given.initiatingEntity(),
                null,
                user(given),
                entity(given, PrincipalKind.DEVICE),
                entity(given, PrincipalKind.SESSION),
                given.payload(),
                given.context(),
                Provenance.NONE,
                Map.of());
    }

    private static @Nullable Entity user(Given given) {
        Entity workload = entity(given, PrincipalKind.WORKLOAD);
        return workload == null ? entity(given, PrincipalKind.USER) : workload;
    }

    private static @Nullable Entity entity(Given given, PrincipalKind kind) {
        String name = given.about().get(kind);
        return name == null ? null : new Entity(null, List.of(identifier(kind, name)), null);
    }

    private static Identifier identifier(PrincipalKind kind, String name) {
        return switch (kind) {
            case USER ->
                new Identifier(
                        IdentifierKind.USER_EMAIL, "", name.contains("@") ? name : name + "@test.example", STRONG);
            case DEVICE -> new Identifier(IdentifierKind.DEVICE_VENDOR_ID, "test", name, STRONG);
            case SESSION -> new Identifier(IdentifierKind.SESSION_VENDOR_ID, "test", name, STRONG);
            case WORKLOAD ->
                new Identifier(IdentifierKind.WORKLOAD_SPIFFE_ID, "", "spiffe://test.example/" + name, STRONG);
        };
    }

    /** Learns whom the identity stage took somebody for. */
    void learn(Signal resolved) {
        for (Entity entity : new @Nullable Entity[] {resolved.user(), resolved.device(), resolved.session()}) {
            if (entity != null && entity.canonicalId() != null) {
                entity.identifiers().forEach(identifier -> known.put(bare(identifier), entity.canonicalId()));
            }
        }
    }

    Optional<CanonicalId> principal(PrincipalKind kind, String name) {
        return Optional.ofNullable(known.get(bare(identifier(kind, name))));
    }

    private static Identifier bare(Identifier identifier) {
        return new Identifier(identifier.kind(), identifier.namespace(), identifier.value(), STRONG);
    }
}
