// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.receiver;

import static java.util.Objects.requireNonNull;

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

    /** Where in the certificate it stands. */
    public enum Kind {
        SUBJECT_DN,
        SAN_DNS,
        SAN_URI,
        SAN_IP,
        SAN_EMAIL
    }
}
