// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.principal.Party;
import io.tocsin.risk.principal.RiskRecord;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Principals as receivers are told of them: a complex subject (SSF 1.0 §3.3) of the principal itself, those it is bound
 * to, and the tenant, each by the name most receivers know.
 */
public final class SetSubjects {
    private static final List<IdentifierKind> SESSION_NAMES = List.of(
            IdentifierKind.SESSION_VENDOR_ID, IdentifierKind.SESSION_OIDC_SID, IdentifierKind.SESSION_SAML_INDEX);
    private static final List<IdentifierKind> USER_NAMES = List.of(
            IdentifierKind.USER_EMAIL,
            IdentifierKind.USER_ISS_SUB,
            IdentifierKind.USER_VENDOR_ID,
            IdentifierKind.USER_UPN,
            IdentifierKind.USER_LOGIN);
    private static final List<IdentifierKind> DEVICE_NAMES = List.of(
            IdentifierKind.DEVICE_SERIAL,
            IdentifierKind.DEVICE_VENDOR_ID,
            IdentifierKind.DEVICE_ENTRA_ID,
            IdentifierKind.DEVICE_UDID,
            IdentifierKind.DEVICE_SMBIOS_UUID);

    private SetSubjects() {}

    /** Empty where the principal itself has no name that a receiver could know. */
    public static Optional<Subject> of(RiskRecord record) {
        Map<String, SimpleSubject> members = new TreeMap<>();
        add(members, record.self());
        if (members.isEmpty()) {
            return Optional.empty();
        }
        if (record.principal().kind() == PrincipalKind.SESSION
                || record.principal().kind() == PrincipalKind.DEVICE) {
            add(members, record.user());
        }
        if (record.principal().kind() == PrincipalKind.SESSION) {
            add(members, record.device());
        }
        members.put(
                ComplexSubject.TENANT,
                new SimpleSubject.Opaque(record.principal().tenant()));
        return Optional.of(new ComplexSubject(members));
    }

    /** A user or workload by the name it had. */
    static Subject formerly(RiskRecord record, Identifier name) {
        return new ComplexSubject(Map.of(
                member(record.principal()),
                user(name),
                ComplexSubject.TENANT,
                new SimpleSubject.Opaque(record.principal().tenant())));
    }

    private static void add(Map<String, SimpleSubject> members, @Nullable Party party) {
        if (party != null) {
            simple(party).ifPresent(subject -> members.putIfAbsent(member(party.id()), subject));
        }
    }

    private static String member(CanonicalId id) {
        return switch (id.kind()) {
            case USER -> ComplexSubject.USER;
            case DEVICE -> ComplexSubject.DEVICE;
            case SESSION -> ComplexSubject.SESSION;
            case WORKLOAD -> ComplexSubject.APPLICATION;
        };
    }

    private static Optional<SimpleSubject> simple(Party party) {
        return switch (party.id().kind()) {
            case USER -> first(party, USER_NAMES).map(SetSubjects::user);
            case DEVICE -> first(party, DEVICE_NAMES).map(i -> new SimpleSubject.Opaque(i.value()));
            case SESSION -> first(party, SESSION_NAMES).map(i -> new SimpleSubject.Opaque(i.value()));
            case WORKLOAD -> party.first(IdentifierKind.WORKLOAD_SPIFFE_ID).map(i -> new SimpleSubject.Uri(i.value()));
        };
    }

    private static SimpleSubject user(Identifier name) {
        if (name.kind() == IdentifierKind.USER_EMAIL) {
            return new SimpleSubject.Email(name.value());
        }
        return name.kind() == IdentifierKind.USER_ISS_SUB && !name.namespace().isEmpty()
                ? new SimpleSubject.IssSub(name.namespace(), name.value())
                : new SimpleSubject.Opaque(name.value());
    }

    private static Optional<Identifier> first(Party party, List<IdentifierKind> kinds) {
        return kinds.stream().flatMap(kind -> party.first(kind).stream()).findFirst();
    }
}
