// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The broker's settings: one node, controller and broker in one, little memory, quick to come back. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Set<String> PLACEMENT = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "listeners",
            "advertised.listeners",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
            "listener.security.protocol.map",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers");

    private static final Map<String, String> ONE_NODE = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "auto.create.topics.enable", "false");

    /** The cleaner alone would take 128 MiB of the heap we share. */
    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "num.recovery.threads.per.data.dir", "1",
            "log.cleaner.threads", "1",
            "log.cleaner.dedupe.buffer.size", "4194304");

    /**
     * After a kill the broker must wait for its own old registration to expire, and consumers for their dead
     * predecessors: Kafka's defaults make that 9 and up to 45 seconds. The group minimums only permit what a client
     * asks for.
     */
    private static final Map<String, String> QUICK = Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "400",
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.heartbeat.interval.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "server.max.startup.time.ms", "300000");

    private BrokerProperties() {}

    static boolean placesTheBroker(String name) {
        return PLACEMENT.contains(name) || name.startsWith("listener.name.");
    }

    static Properties of(EmbeddedKafkaConfig config, Ports ports, Path logDirectory) {
        String client = ports.client().toString();
        String controller = ports.controller().toString();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("log.dirs", logDirectory.toString());
        properties.put("listeners", "PLAINTEXT://" + client + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://" + client);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        // A voter list in the settings, not in the log, lets the controller's port differ at every start.
        properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.putAll(ONE_NODE);
        properties.putAll(SMALL);
        properties.putAll(QUICK);
        properties.putAll(config.brokerProperties());
        return properties;
    }
}
