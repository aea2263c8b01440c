// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.Vendor;
import io.tocsin.schemas.subject.Subject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Ends sessions of a Keycloak realm by its admin API: one by its id, offline ones too, or all of a user's. */
final class KeycloakSessions implements Target {
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final KeycloakTargetConfig config;
    private final InstantSource clock;
    private final Vendor keycloak;
    /** When a hub logged out whom, by user id; guarded by itself. */
    private final Map<String, Instant> lately = new HashMap<>();

    KeycloakSessions(KeycloakTargetConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.keycloak = Vendor.open(config.api(), clock, RandomGenerator.getDefault());
    }

    @Override
    public TargetConfig config() {
        return config;
    }

    @Override
    public Effect end(Subject subject) throws FaultException, InterruptedException {
        Whose whose = Whose.of(subject, config.realmIssuer());
        if (whose.foreign()) {
            return new Effect.Unknown();
        }
        if (whose.sid() != null) {
            return ended(whose.sid()) || isOver(whose.sid(), whose.sub()) ? new Effect.Ended() : new Effect.Unknown();
        }
        String user = user(whose);
        return user != null && loggedOut(user) ? new Effect.Ended() : new Effect.Unknown();
    }

    /**
     * A session that is not there is over if it was a user's of this realm; else it may be anybody's. The user has to
     * be seen: a wrong address or realm answers 404, too.
     */
    private boolean isOver(String sid, @Nullable String sub) throws FaultException, InterruptedException {
        List<String> open = sub == null ? null : sessions(sub);
        return open != null && !open.contains(sid);
    }

    /**
     * Keycloak's own SSF tells of each logout, also of ours, which comes back as a revocation of all of the user's
     * sessions: who was logged out lately and has not come back is left alone, or it would go round for ever.
     */
    private boolean loggedOut(String user) throws FaultException, InterruptedException {
        Instant now = clock.instant();
        Instant before;
        synchronized (lately) {
            before = lately.get(user);
        }
        if (before != null && before.isAfter(now.minus(LATELY))) {
            List<String> open = sessions(user);
            if (open == null) {
                return false;
            } else if (open.isEmpty()) {
                return true;
            }
        }
        boolean known = done("POST", "/users/" + encoded(user) + "/logout");
        if (known) {
            remember(user, now);
        }
        return known;
    }

    private void remember(String user, Instant at) {
        Instant oldest = clock.instant().minus(LATELY);
        synchronized (lately) {
            lately.values().removeIf(logout -> logout.isBefore(oldest));
            lately.merge(user, at, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** The echo of another hub's logout may come to this one. */
    @Override
    public void noticed(Subject subject, Instant at) {
        Whose whose = Whose.of(subject, config.realmIssuer());
        if (whose.sid() == null
                && whose.sub() != null
                && at.isAfter(clock.instant().minus(LATELY))) {
            remember(whose.sub(), at);
        }
    }

    /** The ids of those that are open; null where there is no such user. */
    private @Nullable List<String> sessions(String user) throws FaultException, InterruptedException {
        try {
            return send(Ask.get(at("/users/" + encoded(user) + "/sessions"))).json().requireElements().stream()
                    .map(session -> session.get("id").requireText())
                    .toList();
        } catch (FaultException fault) {
            if (isNotFound(fault)) {
                return null;
            }
            throw fault;
        }
    }

    private boolean ended(String sid) throws FaultException, InterruptedException {
        boolean online = done("DELETE", "/sessions/" + encoded(sid));
        boolean offline = done("DELETE", "/sessions/" + encoded(sid) + "?isOffline=true");
        return online || offline;
    }

    private @Nullable String user(Whose whose) throws FaultException, InterruptedException {
        if (whose.sub() != null || whose.email() == null) {
            return whose.sub();
        }
        List<JsonAt> found = send(Ask.get(at("/users?exact=true&max=2&email=" + encoded(whose.email()))))
                .json()
                .requireElements();
        return found.size() == 1 ? found.getFirst().get("id").requireText() : null;
    }

    /** False where there is no such thing. */
    private boolean done(String method, String path) throws FaultException, InterruptedException {
        try {
            send(new Ask(method, at(path), Map.of("Accept", "application/json"), null));
            return true;
        } catch (FaultException fault) {
            if (isNotFound(fault)) {
                return false;
            }
            throw fault;
        }
    }

    private static boolean isNotFound(FaultException fault) {
        Reply reply = fault.reply();
        return reply != null && reply.status() == 404;
    }

    /** Without the path in what goes wrong, which names a session or a user. */
    private Reply send(Ask ask) throws FaultException, InterruptedException {
        try {
            return keycloak.send(ask);
        } catch (FaultException fault) {
            Reply reply = fault.reply();
            String what = reply == null ? "no answer, or no access token" : "HTTP " + reply.status();
            throw new FaultException(fault.kind(), what + " to " + ask.method(), fault.notBefore(), reply);
        }
    }

    private URI at(String path) {
        return config.api().at("/admin/realms/" + encoded(config.realm()) + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
