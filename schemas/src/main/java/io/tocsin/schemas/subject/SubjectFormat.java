// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.subject;

import static java.util.Objects.requireNonNull;

/** The {@code format} member of a subject identifier; an open vocabulary (SSF 1.0 §3.4). */
public record SubjectFormat(String name) {
    public static final SubjectFormat ACCOUNT = new SubjectFormat("account");
    public static final SubjectFormat EMAIL = new SubjectFormat("email");
    public static final SubjectFormat ISS_SUB = new SubjectFormat("iss_sub");
    public static final SubjectFormat OPAQUE = new SubjectFormat("opaque");
    public static final SubjectFormat PHONE_NUMBER = new SubjectFormat("phone_number");
    public static final SubjectFormat DID = new SubjectFormat("did");
    public static final SubjectFormat URI = new SubjectFormat("uri");
    public static final SubjectFormat ALIASES = new SubjectFormat("aliases");
    public static final SubjectFormat JWT_ID = new SubjectFormat("jwt_id");
    public static final SubjectFormat SAML_ASSERTION_ID = new SubjectFormat("saml_assertion_id");
    public static final SubjectFormat IP_ADDRESSES = new SubjectFormat("ip-addresses");
    public static final SubjectFormat COMPLEX = new SubjectFormat("complex");

    public SubjectFormat {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("subject format is empty, expected a name such as \"iss_sub\"");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
