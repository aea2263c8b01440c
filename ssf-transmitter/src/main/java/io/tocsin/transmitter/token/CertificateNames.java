// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import io.tocsin.schemas.receiver.CertificateName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Compares a certificate with the one name a client is registered by (RFC 8705 §2.1.2). */
final class CertificateNames {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateNames() {}

    static boolean bears(X509Certificate certificate, CertificateName name) {
        return switch (name.kind()) {
            case SUBJECT_DN -> isSubject(certificate, name.value());
            case SAN_EMAIL -> hasAlternative(certificate, EMAIL, name.value());
            case SAN_DNS -> hasAlternative(certificate, DNS, name.value());
            case SAN_URI -> hasAlternative(certificate, URI, name.value());
            case SAN_IP -> hasAlternative(certificate, IP, name.value());
        };
    }

    private static boolean isSubject(X509Certificate certificate, String distinguishedName) {
        try {
            return certificate.getSubjectX500Principal().equals(new X500Principal(distinguishedName));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasAlternative(X509Certificate certificate, int kind, String value) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(name -> Integer.valueOf(kind).equals(name.getFirst())
                                    && equal(kind, String.valueOf(name.get(1)), value));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** Host names alone do not care for case. */
    private static boolean equal(int kind, String found, String expected) {
        return kind == DNS
                ? found.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT))
                : found.equals(expected);
    }
}
