// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Account;
import io.tocsin.schemas.subject.SimpleSubject.Aliases;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.JwtId;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.PhoneNumber;
import io.tocsin.schemas.subject.SimpleSubject.SamlAssertionId;
import org.jspecify.annotations.Nullable;

/** The names of a principal as a SET gives them (RFC 9493), as names the identity stage knows. */
final class SubjectNames {
    private static final String ACCT = "acct:";

    private final String namespace;
    private final @Nullable String sidIssuer;

    SubjectNames(String namespace, @Nullable String sidIssuer) {
        this.namespace = namespace;
        this.sidIssuer = sidIssuer;
    }

    /** Null where the subject has no name of a form that a principal of that kind is known by. */
    @Nullable
    Entity of(PrincipalKind kind, @Nullable SimpleSubject subject) {
        if (subject == null) {
            return null;
        }
        Names names = new Names();
        add(names, kind, subject);
        return names.entity();
    }

    private void add(Names names, PrincipalKind kind, SimpleSubject subject) {
        switch (subject) {
            case Aliases aliases -> aliases.identifiers().forEach(identifier -> add(names, kind, identifier));
            case Opaque opaque -> addOpaque(names, kind, opaque.id());
            case IssSub issSub -> addIssSub(names, kind, issSub);
            case Email email -> addOfUser(names, kind, IdentifierKind.USER_EMAIL, email.email(), Strength.STRONG);
            case PhoneNumber phone ->
                addOfUser(names, kind, IdentifierKind.USER_PHONE, phone.phoneNumber(), Strength.WEAK);
            case Account account ->
                addOfUser(
                        names,
                        kind,
                        IdentifierKind.USER_LOGIN,
                        account.uri().startsWith(ACCT) ? account.uri().substring(ACCT.length()) : account.uri(),
                        Strength.MEDIUM);
            case JwtId token -> addOfSession(names, kind, IdentifierKind.TOKEN_ID, token.jti());
            case SamlAssertionId saml ->
                addOfSession(names, kind, IdentifierKind.SESSION_SAML_INDEX, saml.assertionId());
            case SimpleSubject other -> {}
        }
    }

    private void addOpaque(Names names, PrincipalKind kind, String id) {
        if (kind == PrincipalKind.SESSION && sidIssuer != null) {
            names.add(IdentifierKind.SESSION_OIDC_SID, sidIssuer, id, Strength.STRONG);
        } else {
            names.add(idOf(kind), namespace, id, Strength.STRONG);
        }
    }

    private static void addIssSub(Names names, PrincipalKind kind, IssSub subject) {
        IdentifierKind name = switch (kind) {
            case USER -> IdentifierKind.USER_ISS_SUB;
            case SESSION -> IdentifierKind.SESSION_OIDC_SID;
            case DEVICE, WORKLOAD -> idOf(kind);
        };
        names.add(name, subject.iss(), subject.sub(), Strength.STRONG);
    }

    private static void addOfUser(
            Names names, PrincipalKind kind, IdentifierKind name, String value, Strength strength) {
        if (kind == PrincipalKind.USER) {
            names.add(name, value, strength);
        }
    }

    private void addOfSession(Names names, PrincipalKind kind, IdentifierKind name, String value) {
        if (kind == PrincipalKind.SESSION) {
            names.add(name, namespace, value, Strength.STRONG);
        }
    }

    private static IdentifierKind idOf(PrincipalKind kind) {
        return switch (kind) {
            case SESSION -> IdentifierKind.SESSION_VENDOR_ID;
            case DEVICE -> IdentifierKind.DEVICE_VENDOR_ID;
            case USER, WORKLOAD -> IdentifierKind.USER_VENDOR_ID;
        };
    }
}
