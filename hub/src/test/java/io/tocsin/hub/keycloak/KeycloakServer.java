// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** A Keycloak of its own process, in development mode with its own database, on loopback only. */
final class KeycloakServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(6);
    private static final String ADMIN = "root";
    private static final String ADMIN_PASSWORD = "root-0123456789";

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client;

    private KeycloakServer(Process process, Path log, int port, HttpClient client) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.client = client;
    }

    /**
     * Unpacks and starts one; returns when it answers.
     *
     * @param zip the distribution
     * @param jar for its providers folder
     * @param tls holds {@code ca.pem}, {@code localhost.pem} and {@code localhost.key}
     * @param options of its environment
     */
    static KeycloakServer start(
            Path folder, Path zip, Path jar, Path tls, int port, HttpClient client, Map<String, String> options)
            throws IOException {
        Path home = unpacked(zip, folder);
        Files.copy(jar, home.resolve("providers").resolve("tocsin-keycloak.jar"));
        Path log = folder.resolve("keycloak.log");
        ProcessBuilder starting = new ProcessBuilder(List.of(
                        home.resolve("bin").resolve("kc.sh").toString(),
                        "start-dev",
                        "--features=ssf",
                        "--http-enabled=false",
                        "--http-host=127.0.0.1",
                        "--https-port=" + port,
                        "--https-certificate-file=" + tls.resolve("localhost.pem"),
                        "--https-certificate-key-file=" + tls.resolve("localhost.key"),
                        "--hostname=https://localhost:" + port,
                        "--truststore-paths=" + tls.resolve("ca.pem"),
                        "--log-level=info,org.keycloak.ssf:debug"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        starting.environment().put("JAVA_HOME", System.getProperty("java.home"));
        starting.environment().put("JAVA_OPTS_APPEND", "-Xmx512m -XX:TieredStopAtLevel=1");
        starting.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        starting.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        starting.environment().putAll(options);
        KeycloakServer server = new KeycloakServer(starting.start(), log, port, client);
        try {
            await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(server::answers);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw new IllegalStateException("Keycloak did not start, its log ends with\n" + server.lastLines(), e);
        }
    }

    private static Path unpacked(Path zip, Path folder) throws IOException {
        Path home = folder;
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive holds a path that leads out of it");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
                if (target.getParent().equals(folder)) {
                    home = target;
                }
            }
        }
        Files.setPosixFilePermissions(
                home.resolve("bin").resolve("kc.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with status " + process.exitValue());
        }
        try {
            return send("GET", "/realms/master", null, null).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The lines of its log in which this stands. */
    List<String> logged(String text) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(text))
                .toList();
    }

    String issuer(String realm) {
        return "https://localhost:" + port + "/realms/" + realm;
    }

    /** A request of the administrator of everything; throws where it is not answered with 2xx. */
    JsonNode admin(String method, String path, @Nullable Object body) throws IOException {
        HttpResponse<String> answer = send(
                method,
                "/admin" + path,
                token("master", "admin-cli", Map.of("username", ADMIN, "password", ADMIN_PASSWORD))
                        .path("access_token")
                        .asText(),
                body == null ? null : JSON.writeValueAsString(body));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** Signs somebody in by name and password, as an application that has them does. */
    JsonNode token(String realm, String client, Map<String, String> who) throws IOException {
        List<String> form = new ArrayList<>(List.of("grant_type=password", "scope=openid", "client_id=" + client));
        who.forEach((name, value) -> form.add(name + "=" + URLEncoder.encode(value, UTF_8)));
        return JSON.readTree(form("/realms/" + realm + "/protocol/openid-connect/token", form)
                .body());
    }

    /** Any request of a form to an endpoint of OpenID Connect. */
    HttpResponse<String> form(String path, List<String> fields) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", fields)))
                .build();
        return answered(request);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return answered(request.build());
    }

    private HttpResponse<String> answered(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        // kc.sh becomes java, so this is the server itself
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
