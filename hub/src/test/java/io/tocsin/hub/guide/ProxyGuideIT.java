// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tocsin.kafka.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types every command of {@code docs/proxy-guide.md}, with ports of its own, and compares what is printed. */
class ProxyGuideIT {
    private static final Path DOCS = Path.of("../docs");

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfTheGuideDoesWhatTheGuideSays() throws IOException, InterruptedException {
        for (String needed : List.of("bash", "curl", "openssl", "python3")) {
            assumeThat(Shell.knows(needed))
                    .as("the guide uses %s, which is not installed", needed)
                    .isTrue();
        }
        assumeThat(Shell.knows("nginx") || Files.isExecutable(Path.of("/usr/sbin/nginx")))
                .as("the guide uses nginx, which is not installed")
                .isTrue();
        Map<String, String> ports = ports("8440", "8441", "8442", "8443", "8080", "3000");
        Path proxies = Files.createDirectories(folder.resolve("docs/proxies"));
        String nginx = with(ports, Files.readString(DOCS.resolve("proxies/nginx.conf")));
        Files.writeString(proxies.resolve("nginx.conf"), patient(nginx));
        List<Guide.Step> steps = Guide.read(DOCS.resolve("proxy-guide.md")).steps().stream()
                .map(step -> new Guide.Step(
                        step.line(),
                        with(ports, step.commands()),
                        step.shown() == null ? null : with(ports, step.shown())))
                .toList();
        assertThat(steps.size()).isGreaterThan(5);

        new Shell(folder).follow(steps);
    }

    /** A busy machine may need long for a handshake. */
    private static String patient(String nginx) {
        return nginx.replace("proxy_connect_timeout 1s", "proxy_connect_timeout 30s")
                .replace("proxy_read_timeout 2s", "proxy_read_timeout 30s");
    }

    private static Map<String, String> ports(String... written) throws IOException {
        Map<String, String> ports = new LinkedHashMap<>();
        for (String port : written) {
            int free = FreePort.any();
            ports.put(":" + port, ":" + free);
            ports.put("port: " + port, "port: " + free);
            ports.put("http.server " + port, "http.server " + free);
        }
        return ports;
    }

    private static String with(Map<String, String> ports, String text) {
        String changed = text;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            changed = changed.replace(port.getKey(), port.getValue());
        }
        return changed;
    }
}
