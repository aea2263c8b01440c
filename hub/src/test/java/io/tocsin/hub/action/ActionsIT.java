// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.hub.action.keeper.BackChannelConfig;
import io.tocsin.hub.action.keeper.KeycloakTargetConfig;
import io.tocsin.hub.action.keeper.Site;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.TopicAdmin;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.history.Start;
import io.tocsin.transmitter.history.TopicHistory;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a revocation in the topic of events to the receipt that says what became of it. */
@ExtendWith(KafkaExtension.class)
class ActionsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Less than the patience with a target. */
    private static final Duration SHORT = Duration.ofSeconds(50);

    private static final String REALM = "https://id.acme.example/realms/acme";

    /** Of each test's own: what another left undone is done by whoever has the target's name. */
    private final String keycloak = "keycloak-" + UUID.randomUUID();

    private final String portal = "portal-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    private Map<String, String> kafka;
    private Wire wire;
    private TopicWriter writer;
    private Site site;
    private Actions actions;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void start(KafkaCluster cluster) {
        kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        TopicAdmin.createMissing(kafka, Topics.ALL, 3, (short) 1);
        wire = Wire.open(kafka);
        writer = TopicWriter.open(kafka, wire);
        site = new Site(folder.resolve("tls"));
        SigningKeys.open(folder.resolve("keys.json"));
        actions = running(Duration.ofMinutes(15));
    }

    @AfterEach
    void stop() {
        actions.close();
        site.close();
        writer.close();
        wire.close();
    }

    private Actions running(Duration giveUpAfter) {
        Actions started = Actions.start(
                new ActionsConfig(
                        List.of(
                                new KeycloakTargetConfig(
                                        keycloak,
                                        "actions-test",
                                        "acme",
                                        REALM,
                                        new ApiConfig(
                                                site.at(""),
                                                new HeaderCredential("Authorization", Secret.of("Bearer x")),
                                                site.trusted(),
                                                null,
                                                1.0,
                                                null)),
                                new BackChannelConfig(
                                        portal,
                                        "actions-test",
                                        site.at("/logout"),
                                        "portal",
                                        REALM,
                                        false,
                                        site.trusted(),
                                        null)),
                        giveUpAfter,
                        "https://signals.acme.example",
                        folder.resolve("keys.json"),
                        null),
                kafka,
                wire,
                writer,
                InstantSource.system(),
                meters);
        started.awaitRunning(LONG);
        return started;
    }

    private SecurityEvent revoked(String tenant, String sid) {
        return new SecurityEvent(
                UUID.randomUUID().toString(),
                new CanonicalId(tenant, PrincipalKind.SESSION, sid),
                new ComplexSubject(Map.of(
                        ComplexSubject.USER,
                        new SimpleSubject.IssSub(REALM, "user-of-" + sid),
                        ComplexSubject.SESSION,
                        new SimpleSubject.Opaque(sid))),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                "txn-" + sid,
                Instant.now(),
                LatencyStamps.NONE);
    }

    /** At a target that is nobody's. */
    private static ActionReceipt receiptOf(SecurityEvent event, String id) {
        Instant now = Instant.now();
        return new ActionReceipt(
                id,
                "nobody",
                "actions-test",
                event.id(),
                event.txn(),
                event.subject(),
                0,
                now,
                now,
                0,
                null,
                new Standing.Waiting());
    }

    private void write(SecurityEvent event) {
        writer.write(Topics.EVENTS, event.principal(), event).join();
    }

    private Optional<ActionReceipt> receipt(SecurityEvent event, String target) {
        return actions.receipts().stream()
                .filter(receipt -> receipt.id().equals(ActionReceipt.idOf(event.id(), target)))
                .findFirst();
    }

    private void awaitStanding(SecurityEvent event, String target, Class<? extends Standing> standing) {
        await().atMost(LONG)
                .until(() -> receipt(event, target)
                        .filter(receipt -> standing.isInstance(receipt.standing()))
                        .isPresent());
    }

    private long asked(String what) {
        return site.asked().stream().filter(one -> one.what().equals(what)).count();
    }

    @Test
    void aRevocationEndsTheSessionAtEachTargetOnceAndSaysHowLongItTook() {
        String delete = "DELETE /admin/realms/acme/sessions/s-1";
        site.says(delete, 204, "");
        site.says("POST /logout", 200, "");
        SecurityEvent event = revoked("actions-test", "s-1");
        write(event);
        awaitStanding(event, keycloak, Standing.Done.class);
        awaitStanding(event, portal, Standing.Done.class);
        // said again, as after a crash; and another tenant's, which is none of ours
        write(event);
        write(revoked("somebody-else", "s-1"));
        SecurityEvent next = revoked("actions-test", "s-2");
        site.says("DELETE /admin/realms/acme/sessions/s-2", 204, "");
        write(next);
        awaitStanding(next, keycloak, Standing.Done.class);
        awaitStanding(next, portal, Standing.Done.class);

        assertThat(asked(delete)).isEqualTo(1);
        assertThat(asked("POST /logout")).isEqualTo(2);
        ActionReceipt receipt = receipt(event, keycloak).orElseThrow();
        assertThat(receipt.attempts()).isEqualTo(1);
        assertThat(receipt.effect().orElseThrow()).isPositive().isLessThan(LONG);
        // counted once a receipt is written, which is when it can be read
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(meters.get("tocsin.actions.effect")
                                .tag("target", keycloak)
                                .timer()
                                .count())
                        .isEqualTo(2));
    }

    @Test
    void aTargetThatIsAwayIsTriedUntilItIsBack() {
        String delete = "DELETE /admin/realms/acme/sessions/s-3";
        site.says(delete, 503, "");
        SecurityEvent event = revoked("actions-test", "s-3");
        write(event);
        await().atMost(LONG).until(() -> asked(delete) >= 2);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(receipt(event, keycloak))
                        .hasValueSatisfying(
                                receipt -> assertThat(receipt.trouble()).contains("503")));
        site.says(delete, 204, "");
        awaitStanding(event, keycloak, Standing.Done.class);
        assertThat(receipt(event, keycloak).orElseThrow().trouble()).isNull();
    }

    @Test
    void whatOneProcessLeavesUndoneTheNextOneDoes() {
        String delete = "DELETE /admin/realms/acme/sessions/s-4";
        site.says(delete, 503, "");
        SecurityEvent event = revoked("actions-test", "s-4");
        write(event);
        await().atMost(LONG).until(() -> asked(delete) >= 1);
        actions.close();
        site.says(delete, 204, "");
        actions = running(Duration.ofMinutes(15));
        awaitStanding(event, keycloak, Standing.Done.class);
    }

    @Test
    void whatIsRefusedIsADeadLetterAndCanBeTriedAnew() {
        site.says("POST /logout", 400, "");
        SecurityEvent event = revoked("actions-test", "s-5");
        write(event);
        awaitStanding(event, portal, Standing.GivenUp.class);
        await().atMost(LONG)
                .until(() -> letters().stream()
                        .anyMatch(letter -> letter.origin().equals("action:" + portal)
                                && letter.reason().contains("400")));

        site.says("POST /logout", 200, "");
        actions.again(ActionReceipt.idOf(event.id(), portal)).orElseThrow().join();
        awaitStanding(event, portal, Standing.Done.class);
        assertThat(actions.again("no such receipt")).isEmpty();
    }

    @Test
    void aTargetThatDoesNotAnswerKeepsNobodyElseWaiting() {
        site.saysNothingTo("DELETE");
        site.says("POST /logout", 200, "");
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            SecurityEvent event = revoked("actions-test", "s-mute-" + i);
            events.add(event);
            write(event);
        }
        await().atMost(SHORT)
                .untilAsserted(() -> assertThat(events)
                        .allMatch(event -> receipt(event, portal)
                                .filter(receipt -> receipt.standing() instanceof Standing.Done)
                                .isPresent()));
    }

    @Test
    void whatAnOperatorWantsTriedAnewIsTriedAtOnceAlsoWhileItIsUnderWay() {
        String delete = "DELETE /admin/realms/acme/sessions/s-7";
        site.saysNothingTo(delete);
        SecurityEvent event = revoked("actions-test", "s-7");
        write(event);
        await().atMost(LONG).until(() -> asked(delete) == 1);
        actions.again(ActionReceipt.idOf(event.id(), keycloak)).orElseThrow().join();
        await().atMost(SHORT).until(() -> asked(delete) == 2);
    }

    @Test
    void whatIsDoneStaysDoneWhateverALateHubSaysOfIt() {
        site.says("DELETE /admin/realms/acme/sessions/s-8", 204, "");
        SecurityEvent event = revoked("actions-test", "s-8");
        write(event);
        awaitStanding(event, keycloak, Standing.Done.class);
        ActionReceipt done = receipt(event, keycloak).orElseThrow();
        ActionReceipt late = done.tried("HTTP 500 to DELETE", new Standing.Waiting());
        int partition =
                writer.write(Topics.ACTION_RECEIPTS, late.id(), late).join().partition();
        ActionReceipt behind = receiptOf(event, UUID.randomUUID().toString());
        writer.write(Topics.ACTION_RECEIPTS, partition, behind.id(), behind).join();
        await().atMost(LONG).until(() -> actions.receipts().contains(behind));

        assertThat(receipt(event, keycloak)).contains(done);
    }

    @Test
    void whoIsAwayForTooLongIsGivenUp() {
        actions.close();
        actions = running(Duration.ofSeconds(1));
        site.says("DELETE /admin/realms/acme/sessions/s-6", 500, "");
        SecurityEvent event = revoked("actions-test", "s-6");
        write(event);
        awaitStanding(event, keycloak, Standing.GivenUp.class);
        assertThat(receipt(event, keycloak).orElseThrow().trouble()).isEqualTo("HTTP 500 to DELETE");
    }

    @Test
    void whoeverCannotGoOnSaysSo() {
        actions.close();
        try (Revocations unlinked = new Revocations(kafka, wire, new Unlinked())) {
            write(revoked("actions-test", "s-7"));
            assertThat(unlinked.ended())
                    .failsWithin(LONG)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("as the test wants it");
        }
        actions = running(Duration.ofMinutes(15));
    }

    /** Ends the thread that tells it of a revocation. */
    private static final class Unlinked implements Revocations.Listener {
        @Override
        public void owned(Collection<Integer> partitions) {}

        @Override
        public void lost(Collection<Integer> partitions) {}

        @Override
        public void revoked(int partition, SecurityEvent event) {
            throw new NoClassDefFoundError("as the test wants it");
        }

        @Override
        public void settle() {}
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        new TopicHistory<>(kafka, wire, Topics.DEAD_LETTERS).read(OptionalInt.empty(), new Start.Beginning(), entry -> {
            if (entry.value() != null) {
                letters.add(entry.value());
            }
            return true;
        });
        return letters;
    }
}
