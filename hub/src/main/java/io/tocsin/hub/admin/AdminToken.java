// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.secret.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A bearer token of the admin API.
 *
 * @param name who has it, for the audit log
 * @param token at least 20 characters; or {@code sha256:} and the 64 hex digits of its digest
 */
public record AdminToken(String name, Secret token, AdminRole role) {
    private static final String HASHED = "sha256:";
    private static final String HEX_DIGITS = "[0-9a-fA-F]{64}";
    private static final int SHORTEST = 20;

    public AdminToken {
        if (!requireNonNull(name, "name").matches("[A-Za-z0-9._@-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name is \"" + name + "\", expected 1 to 64 letters, digits, dots, dashes, underscores or @");
        }
        requireNonNull(token, "token");
        requireNonNull(role, "role");
        String text = token.reveal();
        if (text.startsWith(HASHED)) {
            if (!text.substring(HASHED.length()).matches(HEX_DIGITS)) {
                throw new IllegalArgumentException(
                        "token of \"" + name + "\" has something else than 64 hex digits behind " + HASHED);
            }
        } else if (text.length() < SHORTEST) {
            throw new IllegalArgumentException("token of \"" + name + "\" has " + text.length()
                    + " characters, expected at least " + SHORTEST + "; openssl rand -base64 24 makes a good one");
        }
    }

    /** Does the file hold the token itself, so that whoever may read it may use it? */
    public boolean isClear() {
        return !token.reveal().startsWith(HASHED);
    }

    byte[] digest() {
        String text = token.reveal();
        return isClear() ? sha256(text) : HexFormat.of().parseHex(text.substring(HASHED.length()));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
