// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.Main;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import io.tocsin.hub.tls.ServerCertificate;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.transmitter.client.ReceiverConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What compose starts: each configuration loads, and what one service says of another is so. */
class ComposeTest {
    @TempDir
    private static Path secrets;

    private static Compose compose;

    @BeforeAll
    static void prepare() throws Exception {
        compose = Compose.read();
        Compose.prepare(secrets);
    }

    static Stream<Compose.Container> services() throws IOException {
        return Compose.read().services();
    }

    static Stream<Compose.Container> ours() throws IOException {
        return services().filter(Compose.Container::isTocsin);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsPinnedCheckedAndConfined(Compose.Container service) {
        assertThat(service.isTocsin()
                        || service.as().get("image").toString().matches("[^@]+:[^@]+@sha256:[0-9a-f]{64}"))
                .as("image %s", service.as().get("image"))
                .isTrue();
        if (!service.endsByItself()) {
            assertThat(service.section("healthcheck")).containsKeys("test", "interval", "timeout", "retries");
        }
        assertThat(Compose.section(Compose.section(service.section("deploy"), "resources"), "limits"))
                .containsKeys("cpus", "memory", "pids");
        assertThat(service.words("cap_drop")).containsExactly("ALL");
        assertThat(service.words("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(Compose.section(service.section("logging"), "options")).containsKeys("max-size", "max-file");
        assertThat(service.words("ports")).allMatch(port -> port.startsWith("127.0.0.1:"), "is on loopback");
    }

    @ParameterizedTest
    @MethodSource("services")
    void whateverIsMountedIsThere(Compose.Container service) {
        assertThat(service.mounted().values()).allMatch(Files::exists, "exists");
        assertThat(compose.top("volumes").keySet())
                .containsAll(service.words("volumes").stream()
                        .filter(volume -> !volume.startsWith("./"))
                        .map(volume -> volume.split(":", -1)[0])
                        .toList());
        for (String secret : service.secrets()) {
            assertThat(compose.top("secrets")).containsKey(secret);
            assertThat(secrets.resolve(secret)).isNotEmptyFile();
        }
    }

    @Test
    void everySecretIsAFileThatPrepareMakes() {
        compose.top("secrets")
                .forEach((name, secret) -> assertThat(secret).isEqualTo(Map.of("file", "./compose/secrets/" + name)));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aRoleLoadsItsConfigurationAndHasTheSecretsOfItAndNoOthers(Compose.Container service) throws IOException {
        HubConfig config = service.deployed().config(secrets);
        assertThat(config.roles()).containsExactly(service.deployed().role());
        assertThat(service.deployed().secretsIn(service.deployed().configuration()))
                .isEqualTo(service.secrets());
        assertThat(service.as()).containsEntry("read_only", true);
        assertThat(service.words("volumes")).contains(service.name() + ":" + config.dataDir());
        assertThat(ServerCertificate.of(config.listeners()
                                .certificateOf("admin", config.listeners().admin()))
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=" + service.name());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void theCheckOfARoleAsksTheProgramForTheHealthOfItsOwnConfiguration(Compose.Container service) {
        List<?> test = (List<?>) service.section("healthcheck").get("test");
        List<String> words = test.stream().map(String::valueOf).toList();
        assertThat(words.subList(words.indexOf("-cp"), words.size()))
                .containsExactly(
                        "-cp",
                        "@/app/jib-classpath-file",
                        Main.class.getName(),
                        "health",
                        "--config",
                        Compose.after(service.words("command"), "--config"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void onlyAnEdgeIsStartedByWhatTheImageHasForEdges(Compose.Container service) {
        boolean edge = service.deployed().role() == Role.EDGE;
        assertThat(service.words("entrypoint")).isEqualTo(edge ? EdgeProgram.COMMAND : List.of());
    }

    @Test
    void anEdgeHasRoomForItsHeapWhichBeginsAsTheLaunchersDoes() throws IOException {
        EdgeProgram program = EdgeProgram.ofTheImage();
        assertThat(EdgeProgram.ofTheScript()).contains(program.heap());
        Map<String, Object> resources = Compose.section(compose.service("edge").section("deploy"), "resources");
        assertThat(String.valueOf(Compose.section(resources, "limits").get("memory")))
                .matches(program::fitsInto, "has room for an edge");
    }

    @Test
    void whatIsPublishedIsListenedTo() throws IOException {
        HubConfig intake = compose.service("intake").deployed().config(secrets);
        assertThat(compose.service("intake").words("ports"))
                .containsExactly(
                        "127.0.0.1:8441:" + intake.listeners().connectors().number());
        HubConfig transmitter = compose.service("transmitter").deployed().config(secrets);
        assertThat(compose.service("transmitter").words("ports"))
                .containsExactly("127.0.0.1:8442:"
                        + transmitter.listeners().transmitter().number());
    }

    @Test
    void theEdgeAndTheTransmitterMeanEachOther() throws IOException {
        HubConfig transmitter = compose.service("transmitter").deployed().config(secrets);
        StreamSettings stream = compose.service("edge")
                .deployed()
                .config(secrets)
                .edge()
                .receiver()
                .streams()
                .getFirst();
        assertThat(stream.issuer())
                .hasToString(String.valueOf(transmitter.transmitter().issuer()));
        assertThat(stream.issuer())
                .hasToString("https://transmitter:"
                        + transmitter.listeners().transmitter().number());
        assertThat(transmitter.transmitter().receivers())
                .extracting(ReceiverConfig::clientId)
                .contains("edge");
    }

    @Test
    void theProxyAsksARouteOfTheEdge() throws IOException {
        HubConfig edge = compose.service("edge").deployed().config(secrets);
        Compose.Container proxy = compose.service("proxy");
        Path site = proxy.mounted().get("/etc/nginx/conf.d/default.conf");
        assertThat(site)
                .content()
                .contains("server edge:" + edge.listeners().edge().number() + " resolve;")
                .contains("proxy_pass https://tocsin_edge"
                        + edge.edge().routes().getFirst().path() + ";");
        assertThat(new Deployed("proxy", site, Compose.SECRETS).secretsIn(site)).isEqualTo(proxy.secrets());
    }

    @Test
    void prometheusAsksEveryRole() throws IOException {
        String prometheus =
                Files.readString(compose.service("prometheus").mounted().get("/etc/prometheus/prometheus.yml"));
        Set<String> targets = new TreeSet<>();
        for (Compose.Container service : ours().toList()) {
            HubConfig config = service.deployed().config(secrets);
            assertThat(config.listeners().admin().host()).isEqualTo("0.0.0.0");
            targets.add(service.name() + ":" + config.listeners().admin().number());
        }
        Map<?, ?> job = (Map<?, ?>)
                ((List<?>) Deployed.yaml().<Map<String, Object>>load(prometheus).get("scrape_configs")).getFirst();
        Map<?, ?> asked = (Map<?, ?>) ((List<?>) job.get("static_configs")).getFirst();
        assertThat((List<?>) asked.get("targets")).map(String::valueOf).containsExactlyInAnyOrderElementsOf(targets);
    }
}
