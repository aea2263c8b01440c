// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.deploy.Manifests.Node;
import io.tocsin.hub.deploy.Manifests.Workload;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.ListenersConfig;
import io.tocsin.hub.run.Role;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.transmitter.client.ReceiverConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Kubernetes is told of Tocsin is so: configurations load, ports and paths are there, nobody may do too much. */
class KubernetesTest {
    private static final String NAME = "app.kubernetes.io/name";

    @TempDir
    private Path secrets;

    static Stream<Workload> workloads() throws IOException {
        return Manifests.read().workloads();
    }

    @Test
    void everyFileIsInTheKustomization() throws IOException {
        Node kustomization = Manifests.kustomization();
        try (Stream<Path> files = Files.list(Manifests.FOLDER)) {
            assertThat(kustomization.at("resources").each())
                    .extracting(Node::text)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith(".yaml") && !file.equals("kustomization.yaml"))
                                    .toList());
        }
        for (Node map : kustomization.at("configMapGenerator").each()) {
            assertThat(map.at("files.0").text())
                    .isEqualTo("hub/" + map.at("name").text() + ".yaml");
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void aRoleLoadsItsConfigurationAndHasTheSecretsOfItAndNoOthers(Workload workload) throws IOException {
        HubConfig config = config(workload);
        assertThat(config.roles()).containsExactly(workload.deployed().role());
        assertThat(workload.container().at("args").each())
                .extracting(Node::text)
                .contains("--config", workload.mount("config") + "/" + workload.name() + ".yaml");
        assertThat(workload.volume("config").at("configMap.name").text()).isEqualTo(workload.name());
        assertThat(workload.volume("secrets").at("secret.items").each())
                .allSatisfy(item -> assertThat(item.at("key")).isEqualTo(item.at("path")))
                .extracting(item -> item.at("key").text())
                .containsExactlyInAnyOrderElementsOf(
                        workload.deployed().secretsIn(workload.deployed().configuration()));
        assertThat(workload.mount("secrets")).isEqualTo("/etc/tocsin-secrets");
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyPortOfAContainerIsOneThatTheRoleListensAt(Workload workload) throws IOException {
        ListenersConfig listeners = config(workload).listeners();
        assertThat(listeners.admin().host()).isEqualTo("0.0.0.0");
        Map<String, Integer> listening =
                new TreeMap<>(Map.of("admin", listeners.admin().port()));
        switch (workload.deployed().role()) {
            case CONNECTORS ->
                listening.put("connectors", listeners.connectors().port());
            case TRANSMITTER ->
                listening.put("transmitter", listeners.transmitter().port());
            case EDGE -> listening.put("edge", listeners.edge().port());
            case INBOUND -> {
                if (config(workload).inbound().sources().stream()
                        .anyMatch(source -> source.stream().delivery() instanceof DeliverySettings.Push)) {
                    listening.put("inbound", listeners.inbound().port());
                }
            }
            case ACTIONS, RISK -> {}
        }
        assertThat(workload.ports()).isEqualTo(listening);
        assertThat(workload.spec().at("template.metadata.annotations").value())
                .isEqualTo(Map.of(
                        "prometheus.io/scrape", "true",
                        "prometheus.io/scheme", "https",
                        "prometheus.io/port", String.valueOf(listeners.admin().port())));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void probesAskTheAdminListener(Workload workload) {
        Map<String, String> paths =
                Map.of("startupProbe", "/health", "livenessProbe", "/health", "readinessProbe", "/ready");
        paths.forEach((probe, path) -> assertThat(
                        workload.container().at(probe).at("httpGet").value())
                .isEqualTo(Map.of("path", path, "port", "admin", "scheme", "HTTPS")));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void aPodIsRestricted(Workload workload) {
        assertThat(workload.pod().at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(workload.pod().at("securityContext.runAsNonRoot").value()).isEqualTo(true);
        assertThat(workload.pod().at("securityContext.seccompProfile.type").value())
                .isEqualTo("RuntimeDefault");
        assertThat(workload.container().at("securityContext").value())
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation", false,
                        "readOnlyRootFilesystem", true,
                        "capabilities", Map.of("drop", List.of("ALL"))));
        for (String bound : List.of("requests", "limits")) {
            assertThat(workload.container()
                            .at("resources")
                            .at(bound)
                            .at("memory")
                            .value())
                    .isNotNull();
            assertThat(workload.container().at("resources").at(bound).at("cpu").value())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void onlyAnEdgeIsStartedByWhatTheImageHasForEdgesAndItHasRoomForItsHeap(Workload workload) throws IOException {
        boolean edge = workload.deployed().role() == Role.EDGE;
        assertThat(workload.container().at("command").value()).isEqualTo(edge ? EdgeProgram.COMMAND : null);
        if (edge) {
            assertThat(workload.container().at("resources.limits.memory").text())
                    .matches(EdgeProgram.ofTheImage()::fitsInto, "has room for an edge");
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void whatARoleWritesIsOnAVolume(Workload workload) throws IOException {
        HubConfig config = config(workload);
        assertThat(config.dataDir()).hasToString(workload.mount("data"));
        assertThat(workload.mount("tmp")).isEqualTo("/tmp");
        boolean hasState = switch (workload.deployed().role()) {
            case CONNECTORS, INBOUND, ACTIONS -> false;
            case RISK, TRANSMITTER, EDGE -> true;
        };
        assertThat(workload.spec().at("volumeClaimTemplates").each()).hasSize(hasState ? 1 : 0);
        assertThat(workload.volume("data").value() == null).isEqualTo(hasState);
        for (String path : Files.readAllLines(workload.deployed().configuration()).stream()
                .filter(line -> line.matches(".*(state-dir|data-dir|keys?-file): /.*"))
                .map(line -> line.replaceAll(".*: (/[^ }]*).*", "$1"))
                .toList()) {
            assertThat(path).startsWith(workload.mount("data"));
        }
        assertThat(config.listeners()
                        .certificateOf("admin", config.listeners().admin())
                        .certificate())
                .startsWithRaw(Path.of(workload.mount("tls")));
    }

    @Test
    void everyRoleHasAServiceAndABudgetOfItsOwnPodsAndPorts() throws IOException {
        Manifests manifests = Manifests.read();
        for (Workload workload : manifests.workloads().toList()) {
            String name = workload.name();
            Node service = named(manifests, "Service", name).at("spec");
            assertThat(service.at("selector").value()).isEqualTo(Map.of(NAME, name));
            assertThat(service.at("ports").each().stream()
                            .collect(Collectors.toMap(
                                    port -> port.at("targetPort").text(),
                                    port -> Integer.valueOf(port.at("port").text()))))
                    .isEqualTo(workload.ports());
            assertThat(named(manifests, "PodDisruptionBudget", name)
                            .at("spec.selector.matchLabels")
                            .value())
                    .isEqualTo(Map.of(NAME, name));
            assertThat(workload.spec().at("selector.matchLabels").value()).isEqualTo(Map.of(NAME, name));
            assertThat(workload.spec().at("template.metadata.labels").value())
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry(NAME, name);
        }
    }

    @Test
    void policiesOfTheNetworkNamePortsThatAreThereAndLetEachRoleReachItsKafka() throws IOException {
        Manifests manifests = Manifests.read();
        Set<String> ports = new TreeSet<>();
        manifests.workloads().forEach(workload -> ports.addAll(workload.ports().keySet()));
        manifests
                .of("NetworkPolicy")
                .forEach(policy -> policy.at("spec.ingress")
                        .each()
                        .forEach(rule -> rule.at("ports")
                                .each()
                                .forEach(port -> assertThat(ports)
                                        .contains(port.at("port").text()))));

        Node kafka = named(manifests, "NetworkPolicy", "kafka").at("spec");
        List<String> open = kafka.at("egress.0.ports").each().stream()
                .map(port -> port.at("port").text())
                .toList();
        List<String> reaching = kafka.at("podSelector.matchExpressions.0.values").each().stream()
                .map(Node::text)
                .toList();
        for (Workload workload : manifests.workloads().toList()) {
            boolean needsKafka = workload.deployed().role() != Role.EDGE;
            assertThat(reaching.contains(workload.name())).as(workload.name()).isEqualTo(needsKafka);
            if (needsKafka) {
                Map<String, String> client = config(workload).kafka();
                assertThat(open)
                        .containsExactly(
                                client.get("bootstrap.servers").split(":", -1)[1],
                                String.valueOf(URI.create(client.get("schema.registry.url"))
                                        .getPort()));
            }
        }
    }

    /** Vendors, other transmitters, receivers that are pushed to, and those who are to end sessions. */
    @Test
    void whoeverAsksOthersReachesTheWorldAndNobodyElseDoes() throws IOException {
        Manifests manifests = Manifests.read();
        Set<String> reaching = new TreeSet<>();
        manifests
                .of("NetworkPolicy")
                .filter(policy -> policy.at("spec.egress.0.to.0.ipBlock.cidr").value() != null)
                .forEach(policy -> policy.at("spec.podSelector.matchExpressions.0.values")
                        .each()
                        .forEach(name -> reaching.add(name.text())));
        assertThat(reaching)
                .isEqualTo(manifests
                        .workloads()
                        .filter(workload -> switch (workload.deployed().role()) {
                            case CONNECTORS, INBOUND, TRANSMITTER, ACTIONS -> true;
                            case RISK, EDGE -> false;
                        })
                        .map(Workload::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theEdgeAndTheTransmitterMeanEachOther() throws IOException {
        Manifests manifests = Manifests.read();
        HubConfig transmitter = config(manifests.workload("transmitter"));
        HubConfig edge = config(manifests.workload("edge"));
        assertThat(edge.edge().receiver().streams().getFirst().issuer())
                .hasToString(String.valueOf(transmitter.transmitter().issuer()));
        assertThat(transmitter.transmitter().receivers())
                .extracting(ReceiverConfig::clientId)
                .contains("edge");
    }

    /** As the program reads it, with secrets that are made up. */
    private HubConfig config(Workload workload) throws IOException {
        Deployed deployed = workload.deployed();
        for (String secret : deployed.secretsIn(deployed.configuration())) {
            Files.writeString(secrets.resolve(secret), "made-up-" + secret + "-0123456789");
        }
        return deployed.config(secrets);
    }

    private static Node named(Manifests manifests, String kind, String name) {
        return manifests
                .of(kind)
                .filter(object -> object.at("metadata.name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
