// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open connection, read by a thread of its own, line by line; empty lines are signs of life. */
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    /** Of one record; no vendor's is near it. */
    static final int LONGEST = 1 << 20;

    private final Session session;
    private final InputStream in;
    private final Backlog backlog;
    private final InstantSource clock;
    private final Thread thread;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private boolean cut;
    private volatile Instant heard;
    private volatile @Nullable FaultException end;
    private Instant renewed;

    private Line(Session session, InputStream in, Backlog backlog, InstantSource clock) {
        this.session = session;
        this.in = in;
        this.backlog = backlog;
        this.clock = clock;
        this.heard = clock.instant();
        this.renewed = heard;
        this.thread = Thread.ofVirtual().name("tocsin-line-" + session.line()).unstarted(this::run);
    }

    static Line start(Session session, InputStream in, Backlog backlog, InstantSource clock) {
        Line line = new Line(session, in, backlog, clock);
        line.thread.start();
        return line;
    }

    Session session() {
        return session;
    }

    /** When the vendor last gave a sign of life. */
    Instant heard() {
        return heard;
    }

    /** Why it is not read any more; absent while it is. */
    @Nullable
    FaultException end() {
        return end;
    }

    /** Whether nine tenths of the session's life are over. */
    boolean isRenewalDue(Instant now) {
        return !now.isBefore(renewed.plus(session.lifetime().multipliedBy(9).dividedBy(10)));
    }

    void renewed(Instant now) {
        renewed = now;
    }

    private void run() {
        byte[] buffer = new byte[16_384];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                heard = clock.instant();
                take(buffer, read);
            }
            end = new FaultException(Trouble.Kind.TRANSIENT, "the vendor ended the connection");
        } catch (IOException e) {
            end = new FaultException(
                    Trouble.Kind.TRANSIENT,
                    "the connection broke: " + e.getClass().getSimpleName());
        } catch (InterruptedException closing) {
            end = new FaultException(Trouble.Kind.TRANSIENT, "the line was closed");
        } catch (RuntimeException ours) {
            LOG.error("A line failed on what it was given", ours);
            end = new FaultException(
                    Trouble.Kind.OURS, "our failure: " + ours.getClass().getName());
        } finally {
            backlog.wake();
        }
    }

    private void take(byte[] buffer, int length) throws InterruptedException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                append(buffer, start, i - start);
                finish();
                start = i + 1;
            }
        }
        append(buffer, start, length - start);
    }

    private void append(byte[] buffer, int start, int length) {
        int kept = Math.min(length, LONGEST - record.size());
        record.write(buffer, start, kept);
        cut |= kept < length;
    }

    /** What comes before the connection breaks off within a line is not a record: it comes again, whole. */
    private void finish() throws InterruptedException {
        byte[] bytes = record.toByteArray();
        boolean whole = !cut;
        record.reset();
        cut = false;
        if (!isBlank(bytes)) {
            backlog.put(new Received(session.line(), bytes, whole, heard));
            // where it had to wait for room, that was not the vendor's silence
            heard = clock.instant();
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != ' ' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Does not wait for the thread, which ends by itself. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A line was closed already: {}", e.getMessage());
        }
    }
}
