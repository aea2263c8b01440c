// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.receiver.rig.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A proxy of the system's, over a configuration of {@code docs/proxies}, in a folder of its own and on loopback. */
final class ProxyProcess implements AutoCloseable {
    private static final Path DOCS = Path.of("../docs/proxies");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final String scheme;
    private final int port;

    private ProxyProcess(Process process, String scheme, int port) {
        this.process = process;
        this.scheme = scheme;
        this.port = port;
    }

    /** Skips the test where there is no nginx. */
    static ProxyProcess nginx(Path folder, int edge, int application) throws IOException {
        Path program = installed("nginx");
        int port = freePort();
        Files.createDirectories(folder);
        filledIn(
                "nginx.conf",
                folder.resolve("site.conf"),
                Map.of("127.0.0.1:8080", "127.0.0.1:" + port),
                edge,
                application);
        // as whoever runs the tests: another user cannot write to their folder
        Files.writeString(folder.resolve("nginx.conf"), "user " + System.getProperty("user.name") + ";\n" + """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include site.conf;
                }
                """);
        return start(
                folder,
                "http",
                port,
                List.of(program.toString(), "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf"));
    }

    /** Skips the test where there is no HAProxy. */
    static ProxyProcess haproxy(Path folder, int edge, int application) throws IOException {
        Path program = installed("haproxy");
        int port = freePort();
        Files.createDirectories(folder);
        Map<String, String> ours = Map.of(
                "127.0.0.1:8081", "127.0.0.1:" + port,
                "/etc/haproxy/tocsin.lua", folder.resolve("tocsin.lua").toString(),
                // abstract sockets are one name space for the whole machine
                "tocsin-question", "tocsin-question-" + port);
        filledIn("haproxy.cfg", folder.resolve("haproxy.cfg"), ours, edge, application);
        filledIn("tocsin.lua", folder.resolve("tocsin.lua"), ours, edge, application);
        return start(folder, "http", port, List.of(program.toString(), "-db", "-f", "haproxy.cfg"));
    }

    /** Over TLS, as in use, with a certificate of the tests. Skips the test where there is no Caddy. */
    static ProxyProcess caddy(Path folder, int edge, int application) throws IOException {
        Path program = installed("caddy");
        int port = freePort();
        Files.createDirectories(folder);
        String site = "https://127.0.0.1:" + port + " {\n\ttls "
                + Tls.serverPem().stream().map(Path::toString).collect(joining(" "));
        filledIn("caddy.Caddyfile", folder.resolve("site"), Map.of("app.acme.example {", site), edge, application);
        // asks nobody for certificates, is asked by nobody
        Files.writeString(folder.resolve("Caddyfile"), """
                {
                    admin off
                    auto_https off
                    skip_install_trust
                    default_bind 127.0.0.1
                }
                import site
                """);
        return start(folder, "https", port, List.of(program.toString(), "run", "--config", "Caddyfile"));
    }

    private static void filledIn(String name, Path to, Map<String, String> ours, int edge, int application)
            throws IOException {
        String text = Files.readString(DOCS.resolve(name))
                .replace("/etc/tocsin/tls/ca.pem", Tls.ca().toString())
                .replace("127.0.0.1:8443", "127.0.0.1:" + edge)
                .replace("127.0.0.1:3000", "127.0.0.1:" + application)
                // a busy machine may need long for a handshake
                .replace("proxy_connect_timeout 1s", "proxy_connect_timeout 30s")
                .replace("proxy_read_timeout 2s", "proxy_read_timeout 30s")
                .replace("timeout connect 2s", "timeout connect 30s")
                .replace("timeout server 2s", "timeout server 30s")
                .replace("TIMEOUT = 2000", "TIMEOUT = 30000")
                .replace("dial_timeout 1s", "dial_timeout 30s")
                .replace("response_header_timeout 2s", "response_header_timeout 30s");
        for (Map.Entry<String, String> each : ours.entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        Files.writeString(to, text);
    }

    private static Path installed(String name) {
        for (String folder : List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        assumeTrue(false, name + " is not installed");
        throw new IllegalStateException("the assumption has ended the test");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ProxyProcess start(Path folder, String scheme, int port, List<String> command) throws IOException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // what a proxy keeps for itself
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        Process process = builder.start();
        ProxyProcess proxy = new ProxyProcess(process, scheme, port);
        await().atMost(PATIENCE)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the proxy ended: " + Files.readString(log, UTF_8));
                    }
                })
                .until(proxy::listens);
        return proxy;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Without a path. */
    String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
