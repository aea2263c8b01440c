// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.stream.DefaultSubjects;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One issuer: a transmitter of its own to those who meet it, with its own metadata, endpoints, tokens and streams.
 *
 * @param issuer https URL without query, fragment or trailing slash; where receivers find everything, and {@code iss}
 *     of every SET, byte for byte
 * @param tenants whose receivers are served here; every tenant's if absent, which only an issuer that is alone can do
 * @param defaultSubjects {@code default_subjects} of its metadata and of its streams, unless a receiver's registration
 *     says otherwise; ALL if absent
 * @param criticalSubjectMembers {@code critical_subject_members} of its metadata; none if absent
 */
public record IssuerConfig(
        URI issuer, List<String> tenants, DefaultSubjects defaultSubjects, List<String> criticalSubjectMembers) {
    public IssuerConfig(
            URI issuer,
            @Nullable List<String> tenants,
            @Nullable DefaultSubjects defaultSubjects,
            @Nullable List<String> criticalSubjectMembers) {
        this.issuer = checked(requireNonNull(issuer, "issuer"));
        this.tenants = tenants == null ? List.of() : List.copyOf(tenants);
        this.defaultSubjects = defaultSubjects == null ? DefaultSubjects.ALL : defaultSubjects;
        this.criticalSubjectMembers = criticalSubjectMembers == null ? List.of() : List.copyOf(criticalSubjectMembers);
    }

    /** An issuer that serves every tenant. */
    static IssuerConfig alone(URI issuer) {
        return new IssuerConfig(issuer, null, null, null);
    }

    boolean serves(String tenant) {
        return tenants.isEmpty() || tenants.contains(tenant);
    }

    private static URI checked(URI issuer) {
        boolean good = "https".equals(issuer.getScheme())
                && issuer.getHost() != null
                && issuer.getRawUserInfo() == null
                && issuer.getRawQuery() == null
                && issuer.getRawFragment() == null
                && !issuer.getRawPath().endsWith("/")
                && issuer.equals(issuer.normalize());
        if (!good) {
            throw new IllegalArgumentException("issuer is " + issuer
                    + ", expected an https URL without query, fragment, dot segments or trailing slash");
        }
        return issuer;
    }
}
