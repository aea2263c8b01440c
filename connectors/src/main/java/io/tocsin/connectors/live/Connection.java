// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import static java.util.Objects.requireNonNull;

import io.tocsin.connectors.feed.Answers;
import io.tocsin.connectors.time.Time;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.VendorLines;
import io.tocsin.schemas.connector.Trouble;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All lines of a feed, open at once. Where one ends all end, and are opened anew. Used by one thread. */
final class Connection implements AutoCloseable {
    /** No vendor has so many; each costs a connection. */
    private static final int MOST_LINES = 64;

    private final LiveFormat format;
    private final VendorApi api;
    private final Backlog backlog;
    private final List<Line> lines = new ArrayList<>();

    private Connection(LiveFormat format, VendorApi api, Backlog backlog) {
        this.format = format;
        this.api = api;
        this.backlog = backlog;
    }

    /** Asks for the lines and opens each behind its place. */
    static Connection open(
            LiveFormat format, VendorApi api, VendorLines opener, Places places, int most, InstantSource clock)
            throws FaultException, InterruptedException {
        List<Session> sessions = sessions(format, api, format.discover());
        Connection connection = new Connection(format, api, new Backlog(most, Time.of(clock)));
        try {
            for (Session session : sessions) {
                Ask ask = format.open(session, places.of(session.line()));
                InputStream in = opener.open(ask);
                connection.lines.add(Line.start(session, in, connection.backlog, clock));
            }
            return connection;
        } catch (FaultException e) {
            connection.close();
            throw format.isPlaceLost(e) ? e.as(Trouble.Kind.CURSOR_INVALID) : e;
        } catch (InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static List<Session> sessions(LiveFormat format, VendorApi api, Ask ask)
            throws FaultException, InterruptedException {
        List<Session> sessions =
                requireNonNull(Answers.envelope(Answers.json(api.send(ask)), format::sessions), "a list, or a fault");
        if (sessions.isEmpty()) {
            throw new FaultException(
                    Trouble.Kind.TRANSIENT, "the vendor names no line to read: has another reader the same name?");
        }
        if (sessions.size() > MOST_LINES) {
            throw new FaultException(
                    Trouble.Kind.PROTOCOL, "found " + sessions.size() + " lines, expected " + MOST_LINES + " at most");
        }
        return sessions;
    }

    /** Renews what is about to end. */
    void renew(Instant now) throws FaultException, InterruptedException {
        for (Line line : lines) {
            if (line.end() == null && line.isRenewalDue(now)) {
                api.send(Ask.post(line.session().renewal(), "{}"));
                line.renewed(now);
            }
        }
    }

    /** Up to so many records. When a line has ended the others are not read on, so that what came is soon used up. */
    List<Received> take(int records, Duration longest) throws InterruptedException {
        List<Received> taken = backlog.take(records, longest);
        if (lines.stream().anyMatch(line -> line.end() != null)) {
            lines.forEach(Line::close);
        }
        return taken;
    }

    boolean hasMore() {
        return backlog.size() > 0;
    }

    int waiting() {
        return backlog.size();
    }

    /** Throws where nothing more is to be expected. For when nothing came. */
    void check(Instant now) throws FaultException {
        if (hasMore()) {
            return;
        }
        for (Line line : lines) {
            FaultException end = line.end();
            if (end != null) {
                throw end;
            }
            if (now.isAfter(line.heard().plus(format.silence()))) {
                throw new FaultException(
                        Trouble.Kind.TRANSIENT, "the vendor gave no sign of life for " + format.silence());
            }
        }
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }
}
