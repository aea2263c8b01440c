// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.kafka.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    private Path folder;

    private final Cli cli = new Cli();

    @Test
    void versionAndHelpAreAnsweredOnStandardOutput() {
        assertThat(tocsin("--version")).isZero();
        assertThat(cli.out()).startsWith("tocsin ");
        assertThat(tocsin("--help")).isZero();
        assertThat(cli.out()).contains("demo", "run", "emit", "Exit status");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void aWrongCommandLineIsStatus2() {
        assertThat(tocsin()).isEqualTo(2);
        assertThat(tocsin("run")).isEqualTo(2);
        assertThat(cli.err()).contains("--config");
    }

    @Test
    void aWrongConfigurationIsStatus3AndSaysWhere() throws Exception {
        Path file = file("kafak:\n  bootstrap.servers: localhost:1\n");
        assertThat(tocsin("run", "--config", file.toString())).isEqualTo(3);
        assertThat(cli.err()).contains("hub.yaml:1: kafak: unknown key, did you mean \"kafka\"?");
    }

    @Test
    void aRoleWithoutItsSectionIsStatus3() throws Exception {
        Path file = file("data-dir: data\n");
        assertThat(tocsin("run", "--config", file.toString(), "--roles", "risk,edge"))
                .isEqualTo(3);
        assertThat(cli.err()).contains("section risk is missing");
    }

    @Test
    void aPolicyThatCannotBeReadIsStatus3BeforeAnythingStarts() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "rulez: []\n");
        Path data = folder.resolve("data");
        Path file = file("""
                data-dir: "%1$s"
                embedded-kafka: true
                risk: { policy: "%2$s", state-dir: "%1$s/risk" }
                """.formatted(data, policy));
        assertThat(tocsin("run", "--config", file.toString())).isEqualTo(3);
        assertThat(cli.err()).contains("risk.policy: ", "rulez");
        assertThat(data).doesNotExist();
    }

    @Test
    void aConfigurationThatIsNotThereIsStatus3() {
        assertThat(tocsin("run", "--config", folder.resolve("none.yaml").toString()))
                .isEqualTo(3);
    }

    @Test
    void theHealthOfAHubThatDoesNotRunIsStatus4() throws Exception {
        int free = FreePort.any();
        assertThat(tocsin("health", "--url", "https://localhost:" + free)).isEqualTo(4);
        assertThat(cli.err()).contains("no hub answers at https://localhost:" + free);
    }

    @Test
    void emittingIsRefusedBeforeAnythingIsAskedOfKafka() throws Exception {
        String config = file("kafka: { bootstrap.servers: \"localhost:1\" }\n").toString();
        assertThat(tocsin("emit", "session-revokt", "--subject", "session:x", "--tenant", "a", "--config", config))
                .isEqualTo(2);
        assertThat(tocsin("emit", "session-revoked", "--subject", "x", "--tenant", "a", "--config", config))
                .isEqualTo(2);
        assertThat(tocsin("emit", "session-revoked", "--subject", "session:x", "--config", config))
                .isEqualTo(2);
        assertThat(cli.err()).contains("session-revokt", "subject is of no known form", "--tenant is missing");
    }

    @Test
    void emittingWhereNoHubRunsIsStatus4() throws Exception {
        String config =
                file("data-dir: \"" + folder + "\"\nembedded-kafka: true\n").toString();
        assertThat(tocsin("emit", "session-revoked", "--subject", "session:x", "--tenant", "a", "--config", config))
                .isEqualTo(4);
        assertThat(cli.err()).contains("no hub runs over");
    }

    @Test
    void aKafkaThatDoesNotAnswerIsStatus4AndSaysWhich() throws Exception {
        LocalAuthority authority = LocalAuthority.in(folder, Clock.systemUTC());
        String config = file("""
                        data-dir: "%1$s"
                        kafka: { bootstrap.servers: "localhost:1", default.api.timeout.ms: "1000", request.timeout.ms: "500" }
                        listeners:
                          tls: { certificate: "%2$s", key: "%3$s" }
                          admin: { port: 0 }
                        actions: {}
                        """.formatted(
                                folder,
                                authority.server().certificate(),
                                authority.server().key()))
                .toString();
        assertThat(tocsin("run", "--config", config)).isEqualTo(4);
        assertThat(cli.err()).contains("the Kafka at localhost:1 (kafka.bootstrap.servers) cannot be used: ");
    }

    @Test
    void aPortThatIsTakenIsStatus4AndSaysWhich() throws Exception {
        LocalAuthority authority = LocalAuthority.in(folder, Clock.systemUTC());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String config = file("""
                            data-dir: "%1$s"
                            listeners:
                              tls: { certificate: "%2$s", key: "%3$s" }
                              admin: { port: %4$d }
                            edge:
                              data-dir: "%1$s"
                              receiver:
                                streams:
                                  - name: hub
                                    issuer: https://hub.example
                                    credentials: { client-id: edge, client-secret: x }
                                    delivery: { method: poll }
                                    events-requested: ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"]
                            """.formatted(
                                    folder,
                                    authority.server().certificate(),
                                    authority.server().key(),
                                    taken.getLocalPort()))
                    .toString();
            assertThat(tocsin("run", "--config", config)).isEqualTo(4);
            assertThat(cli.err()).contains("admin at 127.0.0.1:" + taken.getLocalPort() + " did not start");
        }
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("hub.yaml"), yaml);
    }

    private int tocsin(String... arguments) {
        return cli.execute(arguments);
    }
}
