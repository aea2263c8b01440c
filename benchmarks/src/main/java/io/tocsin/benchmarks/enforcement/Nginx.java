// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The system's nginx over {@code docs/proxies/nginx.conf}, in a folder of its own and on loopback. */
final class Nginx implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));
    private static final int TRIES = 500;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Throws {@link IOException} where there is no nginx, or it does not start. */
    static Nginx start(Path folder, Path site, Path authority, int edge, int application)
            throws IOException, InterruptedException {
        Path program = PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("nginx is not installed, expected it at one of " + PROGRAMS));
        int port = freePort();
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
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        program.toString(), "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        for (int tries = 0; !nginx.listens(); tries++) {
            if (!process.isAlive() || tries > TRIES) {
                nginx.close();
                throw new IOException("nginx does not start: " + Files.readString(log, UTF_8));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return nginx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
