// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import java.util.List;

/**
 * A header whose whole value is the secret.
 *
 * @param header the header's name; {@code Authorization} where not given
 */
public record StaticHeader(String header, List<Secret> secrets) implements Authentication {
    public StaticHeader {
        header = header == null ? "Authorization" : HeaderName.of("authentication.header", header);
        secrets = Rotation.of("authentication.secrets", secrets);
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        String value = presented.header(header);
        String compared = value == null ? "" : value;
        return Rotation.any(secrets, secret -> secret.matches(compared));
    }
}
