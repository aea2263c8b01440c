// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.edge;

import io.tocsin.benchmarks.load.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocketFactory;
import org.HdrHistogram.Histogram;

/**
 * Asks an edge on schedule over kept connections, whatever it answers, as the workers of a proxy do. The connections
 * take turns, so that questions are spread evenly. Each has a thread that waits, asks and reads, and does nothing else:
 * what is measured is the edge's and not that of a client library. A question that has to wait for the one before it on
 * its connection is counted from the moment it was due like any other.
 */
final class Questions implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private long wrong;

    /** One question: a session, and what has to be answered. */
    record Question(String session, int expected) {}

    /** What a connection was answered. */
    private record Answers(Histogram micros, long wrong) {}

    /** Connects. Throws {@link IOException} where nobody listens or TLS does not come about. */
    Questions(Path authority, int port) throws IOException {
        SSLSocketFactory sockets = Caller.trusting(authority).getSocketFactory();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(Connection.open(sockets, port));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * From the moment a question was due to its answer, in microseconds.
     *
     * @throws IOException if a connection broke
     */
    Histogram ask(int rate, int seconds, IntFunction<Question> questions) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<Future<Answers>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            all.add(threads.submit(() -> ask(connections.get(first), first, begin, rate, seconds, questions)));
        }
        Histogram micros = new Histogram(HIGHEST_MICROS, 3);
        for (Future<Answers> each : all) {
            try {
                micros.add(each.get().micros());
                wrong += each.get().wrong();
            } catch (ExecutionException e) {
                throw new IOException("a connection to the edge broke", e);
            }
        }
        return micros;
    }

    private static Answers ask(
            Connection connection, int first, long begin, int rate, int seconds, IntFunction<Question> questions)
            throws IOException {
        Histogram micros = new Histogram(HIGHEST_MICROS, 3);
        long wrong = 0;
        for (int number = first; number < rate * seconds; number += CONNECTIONS) {
            Question question = questions.apply(number);
            byte[] request = Connection.request(question.session());
            long due = begin + TimeUnit.SECONDS.toNanos(1) * number / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int status = connection.ask(request);
            micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
            wrong += status == question.expected() ? 0 : 1;
        }
        return new Answers(micros, wrong);
    }

    /** Answers that were not the right ones. */
    long wrong() {
        return wrong;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.forEach(Connection::close);
    }
}
