// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.subject;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Several simple identifiers that together describe one principal (SSF 1.0 §3.3). Member names are open; the standard
 * ones are constants here.
 */
public record ComplexSubject(Map<String, SimpleSubject> members) implements Subject {
    public static final String USER = "user";
    public static final String DEVICE = "device";
    public static final String SESSION = "session";
    public static final String APPLICATION = "application";
    public static final String TENANT = "tenant";
    public static final String ORG_UNIT = "org_unit";
    public static final String GROUP = "group";

    public ComplexSubject {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
        if (members.isEmpty()) {
            throw new IllegalArgumentException("complex subject has no member, SSF 1.0 §3.3 requires at least one");
        }
        if (members.containsKey("format")) {
            throw new IllegalArgumentException("\"format\" is not a member name of a complex subject");
        }
    }

    public Optional<SimpleSubject> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    @Override
    public SubjectFormat format() {
        return SubjectFormat.COMPLEX;
    }
}
