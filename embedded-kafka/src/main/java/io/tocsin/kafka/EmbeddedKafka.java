// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.net.BindException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker with its controller in this JVM, listening on loopback. What it acknowledged is still there after
 * {@link #close()} and after the process was killed; it does not force the disk at each write, so a machine that loses
 * power may lose the last moments.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final DataDirectory data;
    private final KafkaRaftServer server;
    private final Ports ports;
    private final ExitGuard guard;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(DataDirectory data, KafkaRaftServer server, Ports ports, ExitGuard guard) {
        this.data = data;
        this.server = server;
        this.ports = ports;
        this.guard = guard;
    }

    /**
     * Starts a broker and returns when it serves: 1 to 3 seconds, about 5 over a directory whose last broker was
     * killed.
     *
     * @throws BrokerStartException if the directory is in use or not writable, the port taken, or a property wrong
     */
    public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
        return start(config, () -> Ports.choose(config));
    }

    static EmbeddedKafka start(EmbeddedKafkaConfig config, Supplier<Ports> choice) {
        return start(config, choice, properties -> {});
    }

    /** @param more has the last word on the broker's properties, at every attempt to start it */
    static EmbeddedKafka start(EmbeddedKafkaConfig config, Supplier<Ports> choice, Consumer<Properties> more) {
        DataDirectory data = DataDirectory.lock(config.dataDirectory());
        try {
            return start(config, choice, more, data);
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    private static EmbeddedKafka start(
            EmbeddedKafkaConfig config, Supplier<Ports> choice, Consumer<Properties> more, DataDirectory data) {
        Path logs = data.logs();
        for (int attempt = 1; ; attempt++) {
            Ports ports = choice.get();
            ExitGuard guard = ExitGuard.install();
            try {
                Properties properties = BrokerProperties.of(config, ports, logs);
                more.accept(properties);
                KafkaConfig kafka = KafkaConfig.fromProps(properties, false);
                return new EmbeddedKafka(data, startServer(kafka), ports, guard);
            } catch (RuntimeException e) {
                guard.close();
                if (!lostThePort(e) || attempt == ATTEMPTS) {
                    throw new BrokerStartException(
                            "the embedded Kafka over " + config.dataDirectory() + " did not start: " + e.getMessage(),
                            e);
                }
            }
        }
    }

    private static KafkaRaftServer startServer(KafkaConfig config) {
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
    }

    static boolean lostThePort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** {@code host:port}, for any client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return ports.client().toString();
    }

    /**
     * Completes with the reason when the broker breaks while it runs (its disk is full, say), on a thread that may
     * close it; never after {@link #close()}, and never exceptionally. Kafka would have ended the process.
     */
    public CompletionStage<String> broken() {
        return guard.broken();
    }

    /** Stops the broker, in about half a second; clients should be closed before. Again has no effect. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            guard.close();
            try {
                server.shutdown();
                server.awaitShutdown();
            } finally {
                data.close();
            }
        }
    }
}
