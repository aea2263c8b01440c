// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeRunTest {
    private final StringWriter err = new StringWriter();

    private int run(Path file) {
        return new EdgeRun(file, Logs.Format.HUMAN).run(new PrintWriter(err, true));
    }

    @Test
    void whatStartsAnEdgeAgainIsReadWithoutTheCommandLineAndTheRestByIt() {
        assertThat(EdgeRun.said("--config", "edge.yaml"))
                .isEqualTo(new EdgeRun(Path.of("edge.yaml"), Logs.Format.HUMAN));
        assertThat(EdgeRun.said("--config", "edge.yaml", "--log-format", "json"))
                .isEqualTo(new EdgeRun(Path.of("edge.yaml"), Logs.Format.JSON));

        assertThat(EdgeRun.said()).isNull();
        assertThat(EdgeRun.said("--config", "--help")).isNull();
        assertThat(EdgeRun.said("--config=edge.yaml", "-h")).isNull();
        assertThat(EdgeRun.said("--config", "edge.yaml", "--log-format", "xml")).isNull();
    }

    @Test
    void withoutTheCommandLineAMissingFileIsToldAsWithIt(@TempDir Path folder) {
        Path missing = folder.resolve("edge.yaml");
        Cli cli = new Cli();

        assertThat(run(missing)).isEqualTo(cli.execute("edge", "--config", missing.toString()));

        assertThat(err.toString()).contains("edge.yaml: there is no such file").isEqualTo(cli.err());
    }

    @Test
    void whatIsLoadedAheadLeavesThePlatformsAuthoritiesTrusted(@TempDir Path folder) throws Exception {
        run(folder.resolve("edge.yaml"));

        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);

        assertThat(((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers())
                .isNotEmpty();
    }
}
