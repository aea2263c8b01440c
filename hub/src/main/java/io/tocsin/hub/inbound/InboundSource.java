// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * One stream of another transmitter.
 *
 * @param tenant whose signals these are
 * @param vendor who makes the transmitter, as policies name it: {@code okta}, {@code keycloak}, …
 * @param namespace in whose books its opaque ids of users, devices and sessions are unique; the one that the connector
 *     for the same vendor uses, such as {@code okta:acme}, or else what the two say of one session is of two. Absent:
 *     the vendor and the stream's name
 * @param stream its name is the source's
 * @param sidIssuer the issuer of ID tokens whose {@code sid} its opaque session ids are, as Keycloak's are; absent:
 *     they are unique in the namespace
 */
public record InboundSource(
        String tenant,
        String vendor,
        String namespace,
        StreamSettings stream,
        @Nullable String sidIssuer) {
    public InboundSource {
        requireNonNull(stream, "stream");
        if (requireNonNull(tenant, "tenant").isEmpty() || tenant.indexOf('|') >= 0) {
            throw new IllegalArgumentException("tenant is \"" + tenant + "\", expected a name without |");
        }
        if (!requireNonNull(vendor, "vendor").matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "vendor is \"" + vendor + "\", expected lower-case letters, digits and hyphens");
        }
        namespace = namespace == null ? vendor + ":" + stream.name() : namespace;
    }
}
