// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.edge.revocation.Claimed;
import io.tocsin.receiver.edge.revocation.SubjectKeys;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says of whose it is, gathered rule by rule. Used by one thread at a time. */
final class Said {
    private final Set<String> sessions = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> devices = new LinkedHashSet<>();
    private final List<Token> tokens = new ArrayList<>();
    private final Instant latest;
    private @Nullable Instant issuedAt;
    private boolean timeInDoubt;
    private @Nullable String distrust;

    /** A token whose signature is still to be verified. */
    record Token(Identity.Rule rule, String text) {}

    /** Nobody's session was issued after {@code latest}. */
    Said(Instant latest) {
        this.latest = latest;
    }

    void session(String id) {
        add(sessions, id);
    }

    void user(String name) {
        add(users, name);
    }

    void user(String issuer, String sub) {
        if (!issuer.isEmpty() && !sub.isEmpty()) {
            users.add(SubjectKeys.qualified(issuer, sub));
        }
    }

    void device(String name) {
        add(devices, name);
    }

    private static void add(Set<String> names, String name) {
        if (!name.isEmpty()) {
            names.add(SubjectKeys.canonical(name));
        }
    }

    /**
     * The earliest counts; what is not one number of seconds, or lies ahead, as milliseconds do, puts all of them in
     * doubt, which is the stricter reading.
     */
    void issuedAt(List<String> seconds) {
        if (seconds.isEmpty()) {
            return;
        }
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(seconds.getFirst()));
            timeInDoubt |= seconds.size() > 1 || at.isAfter(latest);
            issuedAt = issuedAt == null || at.isBefore(issuedAt) ? at : issuedAt;
        } catch (NumberFormatException | DateTimeException unreadable) {
            timeInDoubt = true;
        }
    }

    void token(Token token) {
        tokens.add(token);
    }

    /** Tokens to be verified before this is complete. */
    List<Token> tokens() {
        return tokens;
    }

    /** Something in the request is not what it should be, so that it is not known whose it is. */
    void distrust(String why) {
        distrust = why;
    }

    @Nullable
    String distrust() {
        return distrust;
    }

    boolean names(RouteSettings.Required required) {
        return switch (required) {
            case SESSION -> !sessions.isEmpty();
            case USER -> !sessions.isEmpty() || !users.isEmpty();
            case NOTHING -> true;
        };
    }

    Claimed claimed() {
        return new Claimed(
                List.copyOf(sessions), List.copyOf(users), List.copyOf(devices), timeInDoubt ? null : issuedAt);
    }
}
