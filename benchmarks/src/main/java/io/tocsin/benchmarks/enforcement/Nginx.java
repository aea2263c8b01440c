// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.enforcement;

import io.tocsin.benchmarks.load.Child;
import io.tocsin.benchmarks.load.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The system's nginx over {@code docs/proxies/nginx.conf}, in a folder of its own and on loopback. */
final class Nginx implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));

    private final Child child;
    private final int port;

    private Nginx(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Throws {@link IOException} where there is no nginx, or it does not start. */
    static Nginx start(Path folder, Path site, Path authority, int edge, int application)
            throws IOException, InterruptedException {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("nginx is not installed, expected it at one of " + PROGRAMS));
        int port = Ports.free();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("site.conf"),
                Files.readString(site)
                        .replace("/etc/tocsin/tls/ca.pem", authority.toString())
                        .replace("127.0.0.1:8443", "127.0.0.1:" + edge)
                        .replace("127.0.0.1:3000", "127.0.0.1:" + application)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + port));
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    keepalive_requests 1000000;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include site.conf;
                }
                """);
        List<String> command = List.of(program.toString(), "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf");
        Child child = new Child("nginx", folder.resolve("log"), command);
        try {
            child.start();
            child.await(() -> Ports.listens(port), Duration.ofMillis(10), Duration.ofSeconds(5));
        } catch (IOException | InterruptedException e) {
            child.close();
            throw e;
        }
        return new Nginx(child, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        child.close();
    }
}
