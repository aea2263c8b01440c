// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Account;
import io.tocsin.schemas.subject.SimpleSubject.Aliases;
import io.tocsin.schemas.subject.SimpleSubject.Did;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IpAddresses;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.JwtId;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.PhoneNumber;
import io.tocsin.schemas.subject.SimpleSubject.SamlAssertionId;
import io.tocsin.schemas.subject.SimpleSubject.UnknownFormat;
import io.tocsin.schemas.subject.SimpleSubject.Uri;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The strings by which a proxy's request may name a subject; none where it cannot. */
public final class SubjectKeys {
    private static final String ACCT = "acct:";

    private SubjectKeys() {}

    /** @param userIssuer the only {@code iss} whose {@code sub} counts without it, null for any */
    static List<String> of(SimpleSubject subject, @Nullable String userIssuer) {
        return switch (subject) {
            case Email email -> List.of(canonical(email.email()));
            case IssSub issSub ->
                userIssuer == null || userIssuer.equals(issSub.iss())
                        ? List.of(canonical(issSub.sub()), qualified(issSub.iss(), issSub.sub()))
                        : List.of(qualified(issSub.iss(), issSub.sub()));
            case Opaque opaque -> List.of(canonical(opaque.id()));
            case Account account ->
                account.uri().startsWith(ACCT)
                        ? List.of(
                                canonical(account.uri()),
                                canonical(account.uri().substring(ACCT.length())))
                        : List.of(canonical(account.uri()));
            case PhoneNumber phone -> List.of(phone.phoneNumber());
            case Did did -> List.of(canonical(did.url()));
            case Uri uri -> List.of(canonical(uri.uri()));
            case JwtId jwt -> List.of(canonical(jwt.jti()));
            case SamlAssertionId saml -> List.of(canonical(saml.assertionId()));
            case Aliases aliases ->
                aliases.identifiers().stream()
                        .flatMap(identifier -> of(identifier, userIssuer).stream())
                        .distinct()
                        .toList();
            case IpAddresses addresses -> List.of();
            case UnknownFormat unknown -> List.of();
        };
    }

    /** E-mail addresses are compared without regard to case (RFC 9493 §3.2.2 leaves it to us), all else as it is. */
    public static String canonical(String value) {
        return value.indexOf('@') > 0 ? value.toLowerCase(Locale.ROOT) : value;
    }

    /** A {@code sub} together with who gave it: what a token says. */
    public static String qualified(String issuer, String sub) {
        return issuer + '\0' + sub;
    }
}
