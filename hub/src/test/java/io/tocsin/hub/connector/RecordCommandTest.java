// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.lab.LabLife;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A session with the lab, recorded and replayed by an operator. */
class RecordCommandTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Lab lab =
            Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), InstantSource.system());
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void configure() throws Exception {
        LabLife life = new LabLife(lab);
        for (int i = 0; i < 5; i++) {
            life.step(InstantSource.system().instant());
        }
        Files.writeString(folder.resolve("token"), "SSWS " + Lab.SECRET + "\n");
        Files.writeString(folder.resolve("hub.yaml"), """
                connectors:
                  polls:
                    - type: okta
                      name: okta
                      tenant: acme
                      org: acme
                      api: { url: "%s", credential: { type: header, value: "${command:cat token}" } }
                """.formatted(lab.url()));
    }

    @AfterEach
    void close() {
        lab.close();
        vertx.close().await();
    }

    private int run(String... words) {
        PrintWriter out = new PrintWriter(said, true);
        return new CommandLine(new ConnectorsCommand(InstantSource.system()))
                .setOut(out)
                .setErr(out)
                .execute(words);
    }

    @Test
    void aSessionIsKeptWithoutNamesAndReadAgain() throws Exception {
        Path file = folder.resolve("okta.json");
        String config = folder.resolve("hub.yaml").toString();
        assertThat(run("record", "--config", config, "--out", file.toString(), "okta"))
                .isZero();
        assertThat(said.toString()).contains("system-log: ").contains(" 5 signals, 0 unusable records");
        String text = Files.readString(file);
        assertThat(text).doesNotContain("alice").doesNotContain("acme").doesNotContain(Lab.SECRET);
        lab.close();
        assertThat(run("replay", file.toString())).isZero();
        assertThat(said.toString()).contains("as recorded");
        Files.writeString(file, text.replace("user.session.start", "user.session.end"));
        assertThat(run("replay", file.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("different").contains("SESSION_CREATED");
        assertThat(run("record", "--config", config, "--out", file.toString(), "okta"))
                .isEqualTo(2);
        assertThat(run("record", "--config", config, "--out", file + "2", "nobody"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("connector nobody is not there, expected one of okta");
    }
}
