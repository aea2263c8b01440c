// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.signal.CanonicalId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a session: from when to when, whose it is and on what. All times are event times. Once over it stays
 * over.
 */
public final class Life {
    private static final Duration FINEST = Duration.ofMinutes(5);
    private static final Duration COARSEST = Duration.ofHours(1);
    /** It is known to this part of the time after which a session is over, within those bounds. */
    private static final int GRAIN = 100;

    private Instant opened = Instant.MAX;
    private Instant heard = Instant.EPOCH;
    private @Nullable Instant expires;
    private @Nullable Instant closed;
    private boolean byTime;
    private String openedBy = "";
    private String boundBy = "";
    private String endedBy = "";
    private @Nullable CanonicalId user;
    private @Nullable CanonicalId device;

    /** The earliest moment at which it is known to have been there. */
    public Instant opened() {
        return opened;
    }

    /** When it was last heard of, roughly. */
    public Instant heard() {
        return heard;
    }

    /** When it ends by itself, where its source said so. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    /** When it ended; absent while it is live. */
    public Optional<Instant> closed() {
        return Optional.ofNullable(closed);
    }

    public boolean over() {
        return closed != null;
    }

    /** Did it end because its time had come, rather than because somebody said so? */
    public boolean endedByTime() {
        return byTime;
    }

    public @Nullable CanonicalId user() {
        return user;
    }

    public @Nullable CanonicalId device() {
        return device;
    }

    public boolean wasOpenedBy(String signal) {
        return openedBy.equals(signal);
    }

    /** Did that signal bind it to its user or device, as the last one that did? */
    public boolean wasBoundBy(String signal) {
        return boundBy.equals(signal);
    }

    public boolean wasEndedBy(String signal) {
        return endedBy.equals(signal);
    }

    /** When it has to be looked at again: when its time has come, or once it can be forgotten. */
    public Instant deadline(Duration lifetime, Duration kept) {
        if (closed != null) {
            return closed.plus(kept);
        }
        return expires == null ? heard.plus(lifetime) : expires;
    }

    boolean hear(String signal, Instant at, @Nullable Instant until, Duration lifetime) {
        boolean news = false;
        if (openedBy.isEmpty()) {
            openedBy = signal;
            news = true;
        }
        if (at.isBefore(opened)) {
            opened = at;
            news = true;
        }
        if (at.isAfter(heard.plus(grain(lifetime)))) {
            heard = at;
            news = true;
        }
        if (until != null && (expires == null || until.isAfter(expires))) {
            expires = until;
            news = true;
        }
        return news;
    }

    private static Duration grain(Duration lifetime) {
        Duration part = Duration.ofMillis(lifetime.toMillis() / GRAIN);
        return part.compareTo(FINEST) < 0 ? FINEST : part.compareTo(COARSEST) > 0 ? COARSEST : part;
    }

    boolean end(String signal, Instant at, boolean becauseOfTime) {
        if (closed != null) {
            return false;
        }
        closed = at;
        endedBy = signal;
        byTime = becauseOfTime;
        return true;
    }

    boolean bind(@Nullable CanonicalId whose, @Nullable CanonicalId onWhat, String signal) {
        boolean news = false;
        if (user == null && whose != null) {
            user = whose;
            news = true;
        }
        if (device == null && onWhat != null) {
            device = onWhat;
            news = true;
        }
        boundBy = news ? signal : boundBy;
        return news;
    }

    void move(CanonicalId toDevice, String signal) {
        device = toDevice;
        boundBy = signal;
    }

    void absorb(Life other) {
        opened = other.opened.isBefore(opened) ? other.opened : opened;
        heard = other.heard.isAfter(heard) ? other.heard : heard;
        expires =
                expires == null || (other.expires != null && other.expires.isAfter(expires)) ? other.expires : expires;
        if (closed == null) {
            closed = other.closed;
            byTime = other.byTime;
            endedBy = other.endedBy;
        }
        user = user == null ? other.user : user;
        device = device == null ? other.device : device;
    }

    void write(StateWriter out) {
        out.instant(opened.equals(Instant.MAX) ? Instant.EPOCH : opened);
        out.instant(heard);
        out.optional(expires, out::instant);
        out.optional(closed, out::instant);
        out.bool(byTime);
        out.text(openedBy);
        out.text(boundBy);
        out.text(endedBy);
        out.optional(user, out::id);
        out.optional(device, out::id);
    }

    void read(StateReader in) {
        opened = in.instant();
        heard = in.instant();
        expires = in.optional(in::instant);
        closed = in.optional(in::instant);
        byTime = in.bool();
        openedBy = in.text();
        boundBy = in.text();
        endedBy = in.text();
        user = in.optional(in::id);
        device = in.optional(in::id);
        opened = openedBy.isEmpty() ? Instant.MAX : opened;
    }
}
