// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.subject;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.event.Members;
import java.util.List;

/** A subject identifier that names one principal by itself; all but {@link ComplexSubject}. */
public sealed interface SimpleSubject extends Subject {

    /** An {@code acct:} URI (RFC 9493 §3.2.1). */
    record Account(String uri) implements SimpleSubject {
        public Account {
            required("account", "uri", uri);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.ACCOUNT;
        }
    }

    /** An e-mail address, not normalised (RFC 9493 §3.2.2). */
    record Email(String email) implements SimpleSubject {
        public Email {
            required("email", "email", email);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.EMAIL;
        }
    }

    /** A subject at an issuer, which need not be the issuer of the SET (RFC 9493 §3.2.3, §4.2). */
    record IssSub(String iss, String sub) implements SimpleSubject {
        public IssSub {
            required("iss_sub", "iss", iss);
            required("iss_sub", "sub", sub);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.ISS_SUB;
        }
    }

    /** An identifier without further structure (RFC 9493 §3.2.4). */
    record Opaque(String id) implements SimpleSubject {
        public Opaque {
            required("opaque", "id", id);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.OPAQUE;
        }
    }

    /** A telephone number in E.164 form with its {@code +} (RFC 9493 §3.2.5). */
    record PhoneNumber(String phoneNumber) implements SimpleSubject {
        public PhoneNumber {
            required("phone_number", "phone_number", phoneNumber);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.PHONE_NUMBER;
        }
    }

    /** A DID URL (RFC 9493 §3.2.6). */
    record Did(String url) implements SimpleSubject {
        public Did {
            required("did", "url", url);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.DID;
        }
    }

    /** Any URI (RFC 9493 §3.2.7). */
    record Uri(String uri) implements SimpleSubject {
        public Uri {
            required("uri", "uri", uri);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.URI;
        }
    }

    /** Several identifiers of one principal; never nested (RFC 9493 §3.2.8). */
    record Aliases(List<SimpleSubject> identifiers) implements SimpleSubject {
        public Aliases {
            identifiers = List.copyOf(identifiers);
            if (identifiers.isEmpty()) {
                throw new IllegalArgumentException("aliases.identifiers is empty, expected at least one identifier");
            }
            if (identifiers.stream().anyMatch(Aliases.class::isInstance)) {
                throw new IllegalArgumentException("aliases.identifiers holds aliases, which may not be nested");
            }
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.ALIASES;
        }
    }

    /** A JWT by issuer and {@code jti} (SSF 1.0 §3.5.1). */
    record JwtId(String iss, String jti) implements SimpleSubject {
        public JwtId {
            required("jwt_id", "iss", iss);
            required("jwt_id", "jti", jti);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.JWT_ID;
        }
    }

    /** A SAML assertion (SSF 1.0 §3.5.2). */
    record SamlAssertionId(String issuer, String assertionId) implements SimpleSubject {
        public SamlAssertionId {
            required("saml_assertion_id", "issuer", issuer);
            required("saml_assertion_id", "assertion_id", assertionId);
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.SAML_ASSERTION_ID;
        }
    }

    /** Network addresses as text (SSF 1.0 §3.5.3). */
    record IpAddresses(List<String> ipAddresses) implements SimpleSubject {
        public IpAddresses {
            ipAddresses = List.copyOf(ipAddresses);
            if (ipAddresses.isEmpty()) {
                throw new IllegalArgumentException("ip-addresses is empty, expected at least one address");
            }
        }

        @Override
        public SubjectFormat format() {
            return SubjectFormat.IP_ADDRESSES;
        }
    }

    /** A format this version does not know, carried through as it came. */
    record UnknownFormat(SubjectFormat format, Members other) implements SimpleSubject {
        public UnknownFormat {
            requireNonNull(format, "format");
            requireNonNull(other, "other");
        }
    }

    private static void required(String format, String member, String value) {
        if (requireNonNull(value, member).isEmpty()) {
            throw new IllegalArgumentException(format + "." + member + " is empty, RFC 9493 §3.2 requires a value");
        }
    }
}
