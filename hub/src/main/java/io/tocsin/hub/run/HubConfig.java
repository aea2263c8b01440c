// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

import io.tocsin.connectors.ConnectorsConfig;
import io.tocsin.hub.action.ActionsConfig;
import io.tocsin.hub.admin.AdminConfig;
import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.inbound.InboundConfig;
import io.tocsin.hub.inbound.InboundSource;
import io.tocsin.hub.part.StartException;
import io.tocsin.receiver.edge.EdgeConfig;
import io.tocsin.risk.RiskConfig;
import io.tocsin.transmitter.TransmitterConfig;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One hub, as its file says it. A role is available where its section is there.
 *
 * @param dataDir folder of everything this hub keeps on disk
 * @param embeddedKafka run a broker in this process, with its data in {@code data-dir}
 * @param kafka any property of a Kafka client, and {@code schema.registry.url}; {@code bootstrap.servers} is needed
 *     unless the broker is embedded
 * @param topics how missing topics are made
 * @param admin who may use the admin API; nobody if absent
 */
public record HubConfig(
        Path dataDir,
        boolean embeddedKafka,
        Map<String, String> kafka,
        TopicsConfig topics,
        ListenersConfig listeners,
        AdminConfig admin,
        @Nullable ConnectorsConfig connectors,
        @Nullable InboundConfig inbound,
        @Nullable RiskConfig risk,
        @Nullable TransmitterConfig transmitter,
        @Nullable ActionsConfig actions,
        @Nullable EdgeConfig edge) {
    static final String BOOTSTRAP = "bootstrap.servers";

    public HubConfig {
        dataDir = dataDir == null ? Path.of("data") : dataDir;
        kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        topics = topics == null ? TopicsConfig.DEFAULT : topics;
        listeners = listeners == null ? ListenersConfig.DEFAULT : listeners;
        admin = admin == null ? AdminConfig.OFF : admin;
        actions = actions == null || transmitter == null ? actions : actions.or(transmitter.keys());
        if (embeddedKafka && kafka.containsKey(BOOTSTRAP)) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers names a cluster, and embedded-kafka asks for one in this process: expected"
                            + " one of them");
        }
        if (inbound != null && transmitter != null) {
            requireOthers(inbound, transmitter);
        }
    }

    /** What a hub says is no evidence for itself. */
    private static void requireOthers(InboundConfig inbound, TransmitterConfig transmitter) {
        for (InboundSource source : inbound.sources()) {
            String issuer = source.stream().issuer();
            if (transmitter.issuers().stream()
                    .anyMatch(own -> own.issuer().toString().equals(issuer))) {
                throw new IllegalArgumentException("inbound.sources has the issuer " + issuer
                        + ", which is this hub's own transmitter: expected another one");
            }
        }
    }

    /** The same with a broker in this process; throws {@link IllegalArgumentException} where it names another. */
    public HubConfig withEmbeddedKafka() {
        return new HubConfig(
                dataDir, true, kafka, topics, listeners, admin, connectors, inbound, risk, transmitter, actions, edge);
    }

    /** Every role this file has a section for. */
    public Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (section(role) != null) {
                roles.add(role);
            }
        }
        return roles;
    }

    /**
     * Checks that these roles have the sections they need.
     *
     * @throws ConfigException if they have not
     */
    void requireSections(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new ConfigException(
                    "no role to run: expected at least one of the sections connectors, inbound, risk, transmitter,"
                            + " actions, edge");
        }
        for (Role role : roles) {
            if (section(role) == null) {
                throw new ConfigException("section " + role + " is missing, and role " + role + " needs it");
            }
            if (role.usesKafka() && !embeddedKafka && !kafka.containsKey(BOOTSTRAP)) {
                throw new ConfigException("kafka.bootstrap.servers is missing, and role " + role
                        + " needs Kafka: expected host:port there, or embedded-kafka: true");
            }
        }
    }

    /** Every tenant that a connector or receiver of this file belongs to. */
    public SortedSet<String> tenants() {
        SortedSet<String> tenants = new TreeSet<>();
        if (connectors != null) {
            connectors.webhooks().forEach(webhook -> tenants.add(webhook.tenant()));
            connectors.polls().forEach(poll -> tenants.add(poll.tenant()));
        }
        if (inbound != null) {
            inbound.sources().forEach(source -> tenants.add(source.tenant()));
        }
        if (transmitter != null) {
            transmitter.receivers().forEach(receiver -> tenants.add(receiver.tenant()));
        }
        if (actions != null) {
            actions.targets().forEach(target -> tenants.add(target.tenant()));
        }
        return tenants;
    }

    /**
     * For a second process beside the hub: client properties of its Kafka.
     *
     * @throws StartException if that is embedded in a hub that does not run
     */
    public Map<String, String> clientProperties() {
        if (kafka.containsKey(BOOTSTRAP)) {
            return kafka;
        }
        String bootstrap = Running.in(dataDir)
                .bootstrapServers()
                .orElseThrow(() -> new StartException("no hub runs over " + dataDir.toAbsolutePath()
                        + ", and kafka.bootstrap.servers names no other Kafka"));
        Map<String, String> properties = new HashMap<>(kafka);
        properties.put(BOOTSTRAP, bootstrap);
        return Map.copyOf(properties);
    }

    private @Nullable Object section(Role role) {
        return switch (role) {
            case CONNECTORS -> connectors;
            case INBOUND -> inbound;
            case RISK -> risk;
            case TRANSMITTER -> transmitter;
            case ACTIONS -> actions;
            case EDGE -> edge;
        };
    }
}
