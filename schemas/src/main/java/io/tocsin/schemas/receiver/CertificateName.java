// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * The one name that a receiver's certificate has to bear, its issuer being trusted (RFC 8705 §2.1.2).
 *
 * @param value for {@link Kind#SUBJECT_DN} in the form of RFC 4514
 */
public record CertificateName(Kind kind, String value) {
    public CertificateName {
        requireNonNull(kind, "kind");
        if (requireNonNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("a certificate's name is blank, expected a value");
        }
    }

    /** The same name in the one form that all its spellings share, to be compared. */
    public CertificateName canonical() {
        return switch (kind) {
            case SUBJECT_DN -> new CertificateName(kind, distinguished(value));
            case SAN_DNS -> new CertificateName(kind, value.toLowerCase(Locale.ROOT));
            case SAN_URI, SAN_IP, SAN_EMAIL -> this;
        };
    }

    private static String distinguished(String name) {
        try {
            return new X500Principal(name).getName(X500Principal.CANONICAL);
        } catch (IllegalArgumentException e) {
            // no certificate bears it, nor any other spelling of it
            return name;
        }
    }

    /** Where in the certificate it stands. */
    public enum Kind {
        SUBJECT_DN,
        SAN_DNS,
        SAN_URI,
        SAN_IP,
        SAN_EMAIL
    }
}
