// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a proxy asks (nginx {@code auth_request}, Traefik {@code forwardAuth}, Caddy {@code forward_auth}). The names are
 * of headers that the proxy sets itself or strips from what clients send; {@code X-Forwarded-*} says where a request
 * came from, not whose it is, and is refused here.
 *
 * @param path default {@code /forward-auth}
 * @param sessionCookie with the session id
 * @param sessionHeader with the session id; one of the two is needed
 * @param userHeader with the user: e-mail address, {@code sub} or another identifier SETs use
 * @param deviceHeader with the device
 * @param issuedAtHeader with the time the session was issued, seconds since the epoch
 * @param allowMissingSession answer 200 where there is no session id; default false
 * @param challenge {@code WWW-Authenticate} of a 401; default {@code Bearer realm="tocsin"}
 */
public record ForwardAuthSettings(
        String path,
        @Nullable String sessionCookie,
        @Nullable String sessionHeader,
        @Nullable String userHeader,
        @Nullable String deviceHeader,
        @Nullable String issuedAtHeader,
        boolean allowMissingSession,
        String challenge) {
    public static final ForwardAuthSettings DEFAULT = new ForwardAuthSettings(
            "/forward-auth",
            "session",
            "X-Session-Id",
            "X-User",
            "X-Device-Id",
            "X-Session-Issued-At",
            false,
            "Bearer realm=\"tocsin\"");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    public ForwardAuthSettings {
        path = path == null ? DEFAULT.path() : path;
        challenge = challenge == null ? DEFAULT.challenge() : challenge;
        if (!path.startsWith("/") || path.equals(Edge.HEALTH)) {
            throw new IllegalArgumentException("path is \"" + path + "\", expected one such as /forward-auth");
        }
        if (sessionCookie == null && sessionHeader == null) {
            throw new IllegalArgumentException(
                    "session-cookie and session-header are both absent, expected one of them");
        }
        List<String> names = new ArrayList<>();
        for (@Nullable
        String name : new @Nullable String[] {sessionCookie, sessionHeader, userHeader, deviceHeader, issuedAtHeader}) {
            if (name != null) {
                names.add(name);
            }
        }
        for (String name : names) {
            if (!name.matches(TOKEN) || name.regionMatches(true, 0, "X-Forwarded-", 0, 12)) {
                throw new IllegalArgumentException("\"" + name + "\" cannot name a session, user or device");
            }
        }
    }
}
