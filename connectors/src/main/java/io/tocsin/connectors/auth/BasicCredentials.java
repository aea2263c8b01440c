// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP basic authentication (RFC 7617). */
public record BasicCredentials(String username, List<Secret> passwords) implements Authentication {
    public BasicCredentials {
        if (username == null || username.isEmpty() || username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("authentication.username is missing or holds ':', expected a user name");
        }
        passwords = Rotation.of("authentication.passwords", passwords);
    }

    @Override
    public boolean admits(Presented presented, Instant now) {
        String pair = decoded(presented.header("Authorization"));
        return Rotation.any(
                Rotation.valid(passwords),
                password -> Secret.of(username + ":" + password.reveal()).matches(pair));
    }

    @Override
    public String scheme() {
        return "Basic realm=\"webhook\", charset=\"UTF-8\"";
    }

    private static String decoded(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
