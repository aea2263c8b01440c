// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.receiver.rig.Tls;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.RiscEvent.AccountDisabled;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.subject.Subject;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/embedding.md}, run. */
class EmbeddingTest extends ManagedStream {
    private static final Path PAGE = Path.of("../docs/embedding.md");
    private static final Path SOURCE = Path.of("src/test/java/io/tocsin/receiver/EmbeddingTest.java");
    private static final Pattern SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** Stands for an application's own table of sessions. */
    static final class Sessions {
        private final Set<String> ended = ConcurrentHashMap.newKeySet();

        CompletionStage<Void> end(Subject subject) {
            ended.add(subject.toString());
            return CompletableFuture.completedFuture(null);
        }

        CompletionStage<Void> lock(Subject subject) {
            return end(subject);
        }
    }

    static final class Logout implements SetHandler {
        private final Sessions sessions;

        Logout(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public CompletionStage<Void> handle(VerifiedSet set) {
            Event event = set.claims().events().getFirst();
            Subject subject = set.claims().subId();
            return switch (event) {
                case SessionRevoked revoked -> sessions.end(subject);
                case AccountDisabled disabled -> sessions.lock(subject);
                // asked for nothing else; what comes all the same is fine
                case Event other -> CompletableFuture.completedFuture(null);
            };
        }
    }

    @Test
    void aReceiverThatPolls() throws Exception {
        String issuer = transmitter.issuer();
        Sessions sessions = new Sessions();
        Path ca = Tls.ca();

        StreamSettings stream = StreamSettings.polled(
                        "acme",
                        issuer,
                        ClientCredentials.basic("payroll", Secret.of("s3cret")),
                        List.of(EventType.SESSION_REVOKED.uri(), EventType.ACCOUNT_DISABLED.uri()))
                .trusting(ca);
        ReceiverConfig config = ReceiverConfig.of(List.of(stream), SeenSettings.onDisk(folder.resolve("seen.journal")));
        Receiver receiver = Receiver.start(config, vertx, new Logout(sessions), InstantSource.system());

        this.receiver = receiver;
        await().atMost(LONG).until(() -> health().phase() == StreamHealth.Phase.RUNNING);
        enqueue("r1");
        await().atMost(LONG).until(() -> acked("r1"));
        assertThat(sessions.ended).hasSize(1);

        for (StreamHealth health : receiver.health()) {
            boolean works = health.phase() == StreamHealth.Phase.RUNNING
                    && health.heard()
                            .filter(at ->
                                    at.isAfter(InstantSource.system().instant().minus(Duration.ofMinutes(5))))
                            .isPresent();
            assertThat(works).as(health.trouble().orElse("")).isTrue();
        }

        receiver.deleteStream("acme");
        assertThat(transmitter.streams.known).isEmpty();
    }

    @Test
    void aReceiverThatIsPushedTo() throws Exception {
        String issuer = transmitter.issuer();
        Sessions sessions = new Sessions();
        HttpServerOptions server = Tls.server();

        StreamSettings stream = StreamSettings.pushed(
                        "acme",
                        issuer,
                        ClientCredentials.basic("payroll", Secret.of("s3cret")),
                        new DeliverySettings.Push(
                                URI.create("https://payroll.acme.example/ssf/in/acme"),
                                Secret.of("Bearer long-and-random"),
                                "/ssf/in/acme"),
                        List.of(EventType.SESSION_REVOKED.uri()))
                .trusting(Tls.ca());
        Receiver receiver = Receiver.start(
                ReceiverConfig.of(List.of(stream), SeenSettings.onDisk(folder.resolve("seen.journal"))),
                vertx,
                new Logout(sessions),
                InstantSource.system(),
                server);

        this.receiver = receiver;
        assertThat(receiver.awaitRunning(LONG)).isTrue();
        assertThat(transmitter
                        .streams
                        .created
                        .getFirst()
                        .path("delivery")
                        .path("authorization_header")
                        .asText())
                .isEqualTo("Bearer long-and-random");
    }

    @Test
    void everySnippetOfThePageIsCodeOfThisTest() throws Exception {
        String source = oneLine(Files.readString(SOURCE));
        Matcher snippets = SNIPPET.matcher(Files.readString(PAGE));
        int found = 0;
        while (snippets.find()) {
            found++;
            assertThat(source).contains(oneLine(snippets.group(1)));
        }
        assertThat(found).isGreaterThan(3);
    }

    private static String oneLine(String code) {
        return code.replaceAll("\\s+", "");
    }
}
