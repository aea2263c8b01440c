// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that asks whether a request may pass: 200 or 401. Where a request carries several session ids, users
 * or devices, each is looked up and one that is out is enough: what the application behind would pick is not known
 * here.
 */
final class ForwardAuth implements Handler<HttpServerRequest> {
    private static final CharSequence MODE = HttpHeaders.createOptimized("X-Tocsin-Mode");
    private static final CharSequence REASON = HttpHeaders.createOptimized("X-Tocsin-Reason");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence LIVE = HttpHeaders.createOptimized("live");
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final int MAX_REASON = 128;

    private final ForwardAuthSettings settings;
    private final Revocations revocations;
    private final Silence silence;

    ForwardAuth(ForwardAuthSettings settings, Revocations revocations, Silence silence) {
        this.settings = settings;
        this.revocations = revocations;
        this.silence = silence;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        boolean silent = silence.isSilent();
        response.putHeader(MODE, silent ? silence.mode() : LIVE);
        List<String> sessions = sessions(request);
        Mark against = against(request, sessions);
        if (against != null) {
            refuse(request, printable(against.reason()));
        } else if (silent && silence.failsClosed()) {
            refuse(request, "silent");
        } else if (sessions.isEmpty() && !settings.allowMissingSession()) {
            refuse(request, "no-session");
        } else {
            response.end().onFailure(gone -> {});
        }
    }

    private @Nullable Mark against(HttpServerRequest request, List<String> sessions) {
        List<String> users = values(request, settings.userHeader());
        List<String> devices = values(request, settings.deviceHeader());
        Instant issuedAt = issuedAt(request);
        // the usual request has one of each; an absent one is looked up as such
        for (String session : orAbsent(sessions)) {
            for (String user : orAbsent(users)) {
                for (String device : orAbsent(devices)) {
                    Mark mark = revocations.against(new Presented(
                            SubjectKeys.canonical(session),
                            user.isEmpty() ? null : SubjectKeys.canonical(user),
                            device.isEmpty() ? null : SubjectKeys.canonical(device),
                            issuedAt));
                    if (mark != null) {
                        return mark;
                    }
                }
            }
        }
        return null;
    }

    private static List<String> orAbsent(List<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    private List<String> sessions(HttpServerRequest request) {
        List<String> sessions = values(request, settings.sessionHeader());
        if (settings.sessionCookie() == null) {
            return sessions;
        }
        var cookies = request.cookies(settings.sessionCookie());
        if (cookies.isEmpty()) {
            return sessions;
        }
        List<String> all = new ArrayList<>(sessions);
        for (Cookie cookie : cookies) {
            if (!cookie.getValue().isEmpty()) {
                all.add(cookie.getValue());
            }
        }
        return all;
    }

    private static List<String> values(HttpServerRequest request, @Nullable String header) {
        if (header == null) {
            return List.of();
        }
        List<String> values = request.headers().getAll(header);
        if (values.isEmpty() || (values.size() == 1 && !values.getFirst().isEmpty())) {
            return values;
        }
        return values.stream().filter(value -> !value.isEmpty()).toList();
    }

    /** Null, the stricter reading, for what is not one number of seconds. */
    private @Nullable Instant issuedAt(HttpServerRequest request) {
        List<String> values = values(request, settings.issuedAtHeader());
        if (values.size() != 1) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(values.getFirst()));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private void refuse(HttpServerRequest request, String reason) {
        HttpServerResponse response = request.response()
                .setStatusCode(401)
                .putHeader(CHALLENGE, settings.challenge())
                .putHeader(REASON, reason);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains("application/json")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end("{\"error\":\"unauthorized\",\"reason\":\"" + reason + "\"}")
                    .onFailure(gone -> {});
        } else {
            response.end().onFailure(gone -> {});
        }
    }

    /** Whoever chose a {@code txn} chooses neither headers nor JSON here. */
    private static String printable(String reason) {
        StringBuilder safe = new StringBuilder(Math.min(reason.length(), MAX_REASON));
        for (int i = 0; i < reason.length() && i < MAX_REASON; i++) {
            char c = reason.charAt(i);
            safe.append(c > ' ' && c < 0x7f && c != '"' && c != '\\' ? c : '_');
        }
        return safe.toString();
    }
}
