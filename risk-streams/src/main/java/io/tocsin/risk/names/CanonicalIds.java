// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.names;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that are derived, not drawn, so that the same signals give the same principals on any machine. */
public final class CanonicalIds {
    private CanonicalIds() {}

    /**
     * A UUID (version 8, RFC 9562 §5.8) of tenant, kind and the first strong name seen. Of SHA-256, because names come
     * from outside, and whoever could make two of them collide would merge two people.
     */
    public static CanonicalId derive(String tenant, PrincipalKind kind, Identifier first) {
        return of(tenant, kind, CanonicalForm.of(first));
    }

    /**
     * The same for a principal that an operator makes, of the id of that request: its names made another one before.
     */
    public static CanonicalId apart(String tenant, PrincipalKind kind, String request) {
        return of(tenant, kind, "apart|" + request);
    }

    private static CanonicalId of(String tenant, PrincipalKind kind, String origin) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {tenant, kind.name(), origin}) {
                byte[] bytes = part.getBytes(UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
            long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
            long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new CanonicalId(tenant, kind, new UUID(high, low).toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
