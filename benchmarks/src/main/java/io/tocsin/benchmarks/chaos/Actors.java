// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.benchmarks.load.Caller;
import io.tocsin.benchmarks.load.Child;
import io.tocsin.benchmarks.load.Ports;
import io.tocsin.hub.Main;
import io.tocsin.hub.tls.LocalAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The processes of a run, over one folder. */
final class Actors implements AutoCloseable {
    private static final List<String> JVM =
            List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path folder;
    private final LocalAuthority authority;
    private final Caller caller;
    private final int brokerPort;
    private final int receiverPort;
    private final List<Integer> adminPorts = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Child broker;
    private final List<Child> transmitters = new ArrayList<>();
    private final Child receiver;

    Actors(Path folder, int transmitterCount) throws IOException, InterruptedException {
        this.folder = folder;
        this.authority = LocalAuthority.in(folder.resolve("tls"), InstantSource.system());
        this.caller = new Caller(authority.root());
        List<Integer> free = Ports.free(2 + 2 * transmitterCount);
        this.brokerPort = free.get(0);
        this.receiverPort = free.get(1);
        Files.createDirectories(folder.resolve("keys"));
        this.broker = child("broker", BrokerMain.class, List.of(folder.resolve("kafka") + "", brokerPort + ""));
        for (int i = 0; i < transmitterCount; i++) {
            ports.add(free.get(2 + 2 * i));
            adminPorts.add(free.get(3 + 2 * i));
            Path config = folder.resolve("transmitter-" + i + ".yaml");
            Files.writeString(config, configText(i, transmitterCount));
            transmitters.add(child(
                    "transmitter-" + i, Main.class, List.of("run", "--config", config + "", "--roles", "transmitter")));
        }
        broker.start();
        awaitUp(Victim.BROKER, 0);
        for (int i = 0; i < transmitterCount; i++) {
            transmitters.get(i).start();
            awaitUp(Victim.TRANSMITTER, i);
        }
        caller.createStream(ports.getFirst(), Streams.TOKEN, "https://localhost:" + receiverPort + "/sets");
        String polled = caller.createStream(ports.getLast(), Streams.TOKEN, null)
                .path("stream_id")
                .asText();
        List<String> arguments = new ArrayList<>(List.of(folder.resolve("tls") + "", receiverPort + "", ledger() + ""));
        ports.forEach(port -> arguments.add("https://localhost:" + port + "/ssf/poll/" + polled));
        this.receiver = child("receiver", ReceiverMain.class, arguments);
        receiver.start();
        awaitUp(Victim.RECEIVER, 0);
    }

    Path ledger() {
        return folder.resolve("ledger.tsv");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    int transmitterCount() {
        return transmitters.size();
    }

    void kill(Victim victim, int which) throws InterruptedException {
        process(victim, which).kill();
    }

    void start(Victim victim, int which) throws IOException {
        process(victim, which).start();
    }

    /** Throws where it does not serve within two minutes. */
    void awaitUp(Victim victim, int which) {
        await(process(victim, which).name(), () -> switch (victim) {
            case TRANSMITTER -> ready(which);
            case BROKER -> Ports.listens(brokerPort);
            case RECEIVER -> Ports.listens(receiverPort);
        });
    }

    private Child process(Victim victim, int which) {
        return switch (victim) {
            case TRANSMITTER -> transmitters.get(which);
            case BROKER -> broker;
            case RECEIVER -> receiver;
        };
    }

    private boolean ready(int which) {
        try {
            return caller.answersOk(adminPorts.get(which), "/ready");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void await(String who, BooleanSupplier up) {
        long begun = System.nanoTime();
        while (!up.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException(who + " does not serve, its log is in " + folder);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Child child(String name, Class<?> main, List<String> arguments) {
        return Child.java(name, folder.resolve(name + ".log"), JVM, main, arguments);
    }

    private String configText(int which, int count) {
        try (InputStream in = Actors.class.getResourceAsStream("transmitter.yaml")) {
            if (in == null) {
                throw new IllegalStateException("transmitter.yaml is not beside this class");
            }
            String text = new String(in.readAllBytes(), UTF_8)
                    .replace("${dir}", folder.toAbsolutePath().toString())
                    .replace("${name}", "transmitter-" + which)
                    .replace("${bootstrap}", bootstrapServers())
                    .replace("${adminPort}", adminPorts.get(which) + "")
                    .replace("${port}", ports.get(which) + "")
                    .replace("${firstPort}", ports.getFirst() + "")
                    .replace("${token}", Streams.TOKEN);
            return count == 1
                    ? text
                    : text + "  peers: {advertised: \"https://localhost:" + ports.get(which) + "\", trust: \""
                            + authority.root().toAbsolutePath() + "\"}\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        receiver.close();
        transmitters.forEach(Child::close);
        broker.close();
        caller.close();
    }
}
