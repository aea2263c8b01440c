// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.Main;
import io.tocsin.hub.run.Running;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A hub with its own broker in a process of its own, over a folder that outlives it. */
public final class HubProcess implements AutoCloseable {
    /** What every caller shares with this hub. */
    static final String SECRET = "measured-and-thrown-away";

    /** The consumer group of its fan-out. */
    private static final String TRANSMITTER = "tocsin-transmitter";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final LocalAuthority authority;
    private final int adminPort;
    private final int connectorsPort;
    private final int transmitterPort;
    private final Child child;

    private HubProcess(Path folder, List<String> jvmOptions, List<Integer> ports) {
        this.folder = folder;
        this.authority = LocalAuthority.in(folder.resolve("tls"), InstantSource.system());
        this.adminPort = ports.get(0);
        this.connectorsPort = ports.get(1);
        this.transmitterPort = ports.get(2);
        List<String> arguments = List.of("run", "--config", config().toString());
        this.child = Child.java("the hub", folder.resolve("hub.log"), jvmOptions, Main.class, arguments);
    }

    /** Prepares a hub with the heap that {@code ./tocsin} gives it, where {@code benchmarks/run} says which that is. */
    public static HubProcess in(Path folder) throws IOException {
        return in(folder, JavaOptions.of("tocsin.hub.heap", "-Xms64m -Xmx1g"));
    }

    /** Prepares a hub over {@code folder}; {@link #start()} starts it. */
    public static HubProcess in(Path folder, List<String> jvmOptions) throws IOException {
        return in(folder, jvmOptions, "hub.yaml", Map.of());
    }

    /**
     * Prepares a hub of another configuration.
     *
     * @param config the name of a file beside this class, in which {@code ${name}} stands for what is filled in
     * @param values to be filled in, besides the usual ones
     */
    static HubProcess in(Path folder, List<String> jvmOptions, String config, Map<String, String> values)
            throws IOException {
        HubProcess hub = new HubProcess(folder, jvmOptions, Ports.free(3));
        String text = hub.filledIn(config);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        Files.writeString(hub.config(), text);
        Files.writeString(folder.resolve("policy.yaml"), hub.filledIn("policy.yaml"));
        return hub;
    }

    /** Starts the process and returns when the hub says that it is ready; the time that took. */
    public Duration start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        child.start();
        try (Caller caller = new Caller(authority.root())) {
            child.await(() -> caller.answersOk(adminPort, "/ready"), Duration.ofMillis(50), PATIENCE);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        child.kill();
    }

    /** Asks it to stop, and waits. */
    @Override
    public void close() throws IOException {
        try (child) {
            child.stop(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The {@code client_id} of the receiver that has that tenant to itself. */
    public static String client(String tenant) {
        return "load-" + tenant;
    }

    /** Bytes of heap in use after a full collection. */
    public long heapUsed() throws IOException, InterruptedException {
        return Heap.usedBy(child.process());
    }

    /** Processor time it has used since it started, all threads together. */
    public Duration processorTime() {
        return child.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its broker. */
    public String bootstrapServers() {
        return Running.in(folder.resolve("data"))
                .bootstrapServers()
                .orElseThrow(() -> new IllegalStateException("no hub runs over " + folder));
    }

    /** Returns when the transmitter has looked at every event there is, for the streams there are. */
    public void awaitFanOut() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            List<TopicPartition> partitions =
                    admin.describeTopics(List.of(Topics.EVENTS.name())).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                            .toList();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isFannedOut(admin, partitions)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the transmitter has not looked at all events within " + PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (ExecutionException e) {
            throw new IOException("the hub's broker does not say how far the transmitter is", e);
        }
    }

    private static boolean isFannedOut(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(TRANSMITTER)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                .all()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata reached = done.get(end.getKey());
            return end.getValue().offset() == 0
                    || (reached != null && reached.offset() >= end.getValue().offset());
        });
    }

    public LocalAuthority authority() {
        return authority;
    }

    public int connectorsPort() {
        return connectorsPort;
    }

    public int transmitterPort() {
        return transmitterPort;
    }

    private Path config() {
        return folder.resolve("hub.yaml");
    }

    private String filledIn(String name) throws IOException {
        try (InputStream in = HubProcess.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside this class");
            }
            return new String(in.readAllBytes(), UTF_8)
                    .replace("${dir}", folder.toAbsolutePath().toString())
                    .replace("${secret}", SECRET)
                    .replace("${adminPort}", "" + adminPort)
                    .replace("${connectorsPort}", "" + connectorsPort)
                    .replace("${transmitterPort}", "" + transmitterPort);
        }
    }
}
