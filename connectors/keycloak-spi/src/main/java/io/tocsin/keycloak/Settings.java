// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;

/**
 * What the listener is told by {@code spi-events-listener--tocsin--<key>}.
 *
 * @param url key {@code url}: where to post, {@code https} unless to this machine; <code>{realm}</code> stands for the
 *     realm's name
 * @param signature key {@code secret}, or {@code secret-file} for a file that holds it: {@code whsec_} and a key in
 *     Base64
 * @param types key {@code events}: names of the user events that are sent, comma-separated; those that Tocsin reads
 *     where not given
 * @param room key {@code queue}: how many events wait at most for each address, 100 to 1000000; 10000 where not given
 * @param timeout key {@code timeout-seconds}: how long the hub may take for an answer, 1 to 120; 10 where not given
 */
record Settings(String url, Signature signature, Set<String> types, int room, Duration timeout) {
    private static final String REALM = "{realm}";

    private static final Set<String> USUAL = Set.of(
            "LOGIN",
            "LOGIN_ERROR",
            "LOGOUT",
            "USER_SESSION_DELETED",
            "UPDATE_CREDENTIAL",
            "REMOVE_CREDENTIAL",
            "UPDATE_PASSWORD",
            "RESET_PASSWORD",
            "UPDATE_TOTP",
            "REMOVE_TOTP",
            "REFRESH_TOKEN_ERROR",
            "USER_DISABLED_BY_TEMPORARY_LOCKOUT",
            "USER_DISABLED_BY_TEMPORARY_LOCKOUT_ERROR",
            "USER_DISABLED_BY_PERMANENT_LOCKOUT",
            "USER_DISABLED_BY_PERMANENT_LOCKOUT_ERROR",
            "DELETE_ACCOUNT",
            "UPDATE_EMAIL",
            "UPDATE_PROFILE");

    Settings {
        URI example = URI.create(url.replace(REALM, "realm"));
        String host = example.getHost();
        boolean here = host != null && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
        if (host == null || !("https".equals(example.getScheme()) || (here && "http".equals(example.getScheme())))) {
            throw new IllegalArgumentException(
                    "url is no address to post to: expected https://<host>/webhooks/<connector>, or http to this machine");
        }
        types = Set.copyOf(types);
        if (room < 100 || room > 1_000_000) {
            throw new IllegalArgumentException("queue is " + room + ", expected 100 to 1000000");
        }
        if (timeout.toSeconds() < 1 || timeout.toSeconds() > 120) {
            throw new IllegalArgumentException("timeout-seconds is " + timeout.toSeconds() + ", expected 1 to 120");
        }
    }

    /** Absent where no address is given; throws {@link IllegalArgumentException} where something is wrong. */
    static @Nullable Settings of(Config.Scope config) {
        String url = config.get("url");
        if (url == null || url.isBlank()) {
            return null;
        }
        String[] events = config.getArray("events");
        return new Settings(
                url.strip(),
                Signature.by(secret(config)),
                events == null || events.length == 0 ? USUAL : Set.of(events),
                config.getInt("queue", 10_000),
                Duration.ofSeconds(config.getInt("timeout-seconds", 10)));
    }

    private static String secret(Config.Scope config) {
        String secret = config.get("secret");
        String file = config.get("secret-file");
        if ((secret == null) == (file == null)) {
            throw new IllegalArgumentException("secret and secret-file are both " + (file == null ? "missing" : "there")
                    + ", expected one of them");
        }
        if (file == null) {
            return String.valueOf(secret);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("secret-file cannot be read", e);
        }
    }

    /** Where the events of a realm go. */
    URI address(String realm) {
        return URI.create(url.replace(REALM, URLEncoder.encode(realm, UTF_8)));
    }

    boolean wants(Event event) {
        return event.getType() != null && types.contains(event.getType().name());
    }

    /** What an administrator did to a user or a session; the rest is configuration. */
    boolean wants(AdminEvent event) {
        String path = event.getResourcePath();
        return path != null && (path.startsWith("users/") || path.startsWith("sessions/"));
    }
}
