// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.hub.tls.Trust;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import io.tocsin.kafka.FreePort;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hubs that share one Kafka and one set of keys, each with ports and state of its own. */
final class Hubs implements AutoCloseable {
    static final String PAYROLL = "payroll-token-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final HttpClient client;
    private final List<One> hubs = new ArrayList<>();

    private record One(Path config, Hub hub) {}

    /** What a command said. */
    record Said(int status, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    Hubs(Path folder, int count) throws Exception {
        this.folder = folder;
        LocalAuthority authority = LocalAuthority.in(folder.resolve("tls"), Clock.systemUTC());
        Files.createDirectories(folder.resolve("shared"));
        kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.resolve("kafka")));
        client = HttpClient.newBuilder().sslContext(Trust.in(authority.root())).build();
        for (int i = 0; i < count; i++) {
            start(null);
        }
    }

    /**
     * One more.
     *
     * @param advertised the port at which it tells the others to look for it; null for the right one
     * @return which one it is
     */
    int start(@Nullable Integer advertised) throws Exception {
        int port = FreePort.any();
        Path config = folder.resolve("hub-" + hubs.size() + ".yaml");
        try (InputStream in = Hubs.class.getResourceAsStream("hub.yaml")) {
            if (in == null) {
                throw new IllegalStateException("hub.yaml is not among the test's resources");
            }
            Files.writeString(
                    config,
                    new String(in.readAllBytes(), UTF_8)
                            .replace("{{folder}}", folder.toString())
                            .replace("{{name}}", Integer.toString(hubs.size()))
                            .replace("{{bootstrap}}", kafka.bootstrapServers())
                            .replace("{{admin}}", Integer.toString(FreePort.any()))
                            .replace("{{transmitter}}", Integer.toString(port))
                            .replace("{{advertised}}", Integer.toString(advertised == null ? port : advertised)));
        }
        HubConfig read = ConfigFile.read(config, HubConfig.class, System::getenv);
        hubs.add(new One(config, Hub.start(read, read.roles(), Clock.systemUTC(), reason -> {})));
        return hubs.size() - 1;
    }

    /** The last one leaves. */
    void stopLast() {
        hubs.removeLast().hub().close();
    }

    int count() {
        return hubs.size();
    }

    /** A command of the operator, at that hub. */
    Said tocsin(int which, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", hubs.get(which).config().toString()));
        Cli cli = new Cli();
        int status = cli.execute(all.toArray(String[]::new));
        return new Said(status, cli.out(), cli.err());
    }

    /** Where the others look for that hub. */
    String endpoint(int which) {
        return "localhost:" + hubs.get(which).hub().port(Role.TRANSMITTER);
    }

    /** A polled stream of the receiver that has this access token. */
    String pollStream(int which, String token) throws Exception {
        HttpResponse<String> created = send(
                which,
                "/ssf/streams",
                "application/json",
                "{\"events_requested\":[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]}",
                token);
        if (created.statusCode() != 201) {
            throw new IllegalStateException("no stream: " + created.statusCode() + " " + created.body());
        }
        return JSON.readTree(created.body()).path("stream_id").asText();
    }

    /** What the token endpoint of that hub answers to a receiver with that secret. */
    HttpResponse<String> token(int which, String clientId, String secret) throws Exception {
        return send(
                which,
                "/oauth/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=" + URLEncoder.encode(clientId, UTF_8) + "&client_secret="
                        + URLEncoder.encode(secret, UTF_8),
                null);
    }

    private HttpResponse<String> send(int which, String path, String type, String body, @Nullable String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://" + endpoint(which) + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        while (!hubs.isEmpty()) {
            stopLast();
        }
        kafka.close();
    }
}
