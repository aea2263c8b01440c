// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TestReceiver;
import io.tocsin.transmitter.rig.Tokens;
import io.tocsin.transmitter.rig.TransmitterRig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryIT extends RigCase {
    private static final String NOW = "{\"returnImmediately\":true}";

    @BeforeEach
    void noStreams() {
        List.of("alpha", "beta", "gamma").forEach(rig::deleteAll);
    }

    @Test
    @Requirement({
        "SSF-8.1.2.1-3",
        "SSF-6.1.1-3",
        "PUSH-2.1-1",
        "SSF-4.1.1-1",
        "SET-5.1-1",
        "SSF-4.1.6-1",
        "IOP-2.3.8.1-1",
        "SET-5.1-2"
    })
    void anEventEmittedRightAfterCreateReachesThePushReceiverAndVerifies() throws Exception {
        String streamId = rig.createPush("alpha", "/in/first");
        rig.emit("push-1-" + streamId, "alpha", "alice");

        TestReceiver.Push push = await().until(() -> pushes("/in/first"), pushes -> pushes.size() == 1)
                .getFirst();

        assertThat(push.headers().get("Content-Type")).isEqualTo("application/secevent+jwt");
        assertThat(push.headers().get("Accept")).isEqualTo("application/json");
        assertThat(push.headers().get("Authorization")).isEqualTo("Bearer rx");
        SignedJWT set = SignedJWT.parse(push.token());
        assertThat(set.getHeader().getType().toString()).isEqualTo("secevent+jwt");
        assertThat(verifies(set)).isTrue();
        JWTClaimsSet claims = set.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(TransmitterRig.ISSUER);
        assertThat(claims.getAudience()).containsExactly("https://alpha.example");
        assertThat(claims.getIssueTime().toInstant()).isBeforeOrEqualTo(Instant.now());
        assertThat(claims.getExpirationTime()).isNull();
        assertThat(claims.getSubject()).isNull();
        assertThat(claims.getStringClaim("txn")).isEqualTo("txn-push-1-" + streamId);
        assertThat(claims.getJSONObjectClaim("sub_id"))
                .isEqualTo(Map.of("format", "iss_sub", "iss", "https://idp.example", "sub", "alice"));
        assertThat(claims.getJSONObjectClaim("events"))
                .containsOnlyKeys("https://schemas.openid.net/secevent/caep/event-type/session-revoked");
    }

    @Test
    @Requirement({"SET-2.2-1", "PUSH-2-5"})
    void aReceiverThatIsAwayForAMomentGetsTheSameTokenLater() {
        rig.receiver.answerNext(503, "");
        rig.receiver.answerNext(503, "");
        String streamId = rig.createPush("alpha", "/in/away");
        rig.emit("away-" + streamId, "alpha", "alice");

        List<TestReceiver.Push> pushes = await().until(() -> pushes("/in/away"), seen -> seen.size() == 3);

        assertThat(pushes)
                .extracting(TestReceiver.Push::token)
                .containsOnly(pushes.getFirst().token());
    }

    @Test
    @Requirement("PUSH-4-1")
    void aRefusedSetDoesNotHoldUpTheNext() {
        rig.receiver.answerNext(400, "{\"err\":\"invalid_request\",\"description\":\"no\"}");
        String streamId = rig.createPush("alpha", "/in/refused");
        rig.emit("refused-1-" + streamId, "alpha", "alice");
        rig.emit("refused-2-" + streamId, "alpha", "alice");

        List<TestReceiver.Push> pushes = await().until(() -> pushes("/in/refused"), seen -> seen.size() == 2);

        assertThat(pushes).extracting(TestReceiver.Push::token).doesNotHaveDuplicates();
    }

    @Test
    @Requirement({"SSF-8.1.4.2-3", "SSF-8.1.4.1-1", "SSF-8.1.4-1", "IOP-2.3.6-1", "IOP-2.3.8.2-1", "SSF-8.1.4.2-5"})
    void verificationOfAStreamIsPushed() throws Exception {
        String streamId = rig.createPush("alpha", "/in/verify");

        int status = rig.post(
                        "alpha",
                        TransmitterRig.PATH + "/ssf/verify",
                        "{\"stream_id\":\"" + streamId + "\",\"state\":\"s-1\"}")
                .status();

        assertThat(status).isEqualTo(204);
        TestReceiver.Push push = await().until(() -> pushes("/in/verify"), seen -> seen.size() == 1)
                .getFirst();
        JWTClaimsSet claims = SignedJWT.parse(push.token()).getJWTClaimsSet();
        assertThat(claims.getJSONObjectClaim("sub_id")).isEqualTo(Map.of("format", "opaque", "id", streamId));
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of(
                        "https://schemas.openid.net/secevent/ssf/event-type/verification", Map.of("state", "s-1")));
    }

    @Test
    @Requirement({
        "SSF-8.1.1.1-3",
        "SSF-8.1.1.1-4",
        "SSF-6.1.2-1",
        "POLL-2.2-2",
        "POLL-2.2-3",
        "POLL-2.3-1",
        "POLL-2.5-1",
        "POLL-2-3",
        "IOP-2.3.8.1-1"
    })
    void aPollWaitsForAnEventAndAcknowledgedSetsAreGone() throws Exception {
        String streamId = rig.createPoll("beta");
        CompletableFuture<JsonNode> polled = CompletableFuture.supplyAsync(() ->
                await().until(() -> rig.poll("beta", streamId, "{}").json().path("sets"), found -> !found.isEmpty()));
        rig.emit("poll-1-" + streamId, "beta", "alice");

        JsonNode sets = polled.join();
        assertThat(sets).hasSize(1);
        String jti = sets.fieldNames().next();
        SignedJWT set = SignedJWT.parse(sets.path(jti).asText());
        assertThat(verifies(set)).isTrue();
        assertThat(set.getJWTClaimsSet().getJWTID()).isEqualTo(jti);

        JsonNode again = rig.poll("beta", streamId, NOW).json().path("sets");
        assertThat(again.path(jti)).as("unacknowledged, the very same token").isEqualTo(sets.path(jti));

        TransmitterRig.Response acknowledged = rig.poll(
                "beta",
                streamId,
                "{\"ack\":[\"" + jti + "\",\"unheard-of\"],\"maxEvents\":0,\"returnImmediately\":true}");
        assertThat(acknowledged.status()).isEqualTo(200);
        assertThat(acknowledged.body()).isEqualTo("{\"sets\":{}}");
        assertThat(rig.poll("beta", streamId, NOW).body()).isEqualTo("{\"sets\":{}}");
        long begun = System.nanoTime();
        assertThat(rig.poll("beta", streamId, "{}").body())
                .as("a long poll in vain")
                .isEqualTo("{\"sets\":{}}");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    @Requirement({"POLL-2.2-1", "POLL-2.3-2"})
    void aPollGivesTheOldestFirstAndSaysWhenThereIsMore() throws Exception {
        String streamId = rig.createPoll("beta");
        for (int i = 0; i < 3; i++) {
            rig.emit("more-" + i + "-" + streamId, "beta", "alice");
        }
        await().until(() -> rig.poll("beta", streamId, NOW).json().path("sets").size() == 3);

        JsonNode first = rig.poll("beta", streamId, "{\"maxEvents\":2,\"returnImmediately\":true}")
                .json();

        assertThat(first.path("moreAvailable").asBoolean()).isTrue();
        assertThat(first.path("sets")).hasSize(2);
        String oldest = first.path("sets").fieldNames().next();
        SignedJWT set = SignedJWT.parse(first.path("sets").path(oldest).asText());
        assertThat(set.getJWTClaimsSet().getStringClaim("txn")).isEqualTo("txn-more-0-" + streamId);

        String errors = "{\"setErrs\":{\"" + oldest
                + "\":{\"err\":\"invalid_key\",\"description\":\"unknown kid\"}},\"returnImmediately\":true}";
        assertThat(rig.poll("beta", streamId, errors).json().path("sets"))
                .as("a refused SET is not offered again")
                .hasSize(2)
                .noneMatch(token -> token.equals(first.path("sets").path(oldest)));
    }

    @Test
    @Requirement("A-49")
    void aPollThatIsRunningWhenItsStreamIsDeletedEndsWith404() {
        String streamId = rig.createPoll("beta");
        CompletableFuture<TransmitterRig.Response> waiting =
                CompletableFuture.supplyAsync(() -> rig.poll("beta", streamId, "{}"));

        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        assertThat(rig.delete("beta", streamId).status()).isEqualTo(204);

        assertThat(waiting.join().status()).isEqualTo(404);
        assertThat(rig.poll("beta", streamId, NOW).status()).isEqualTo(404);
    }

    @Test
    @Requirement({"SSF-8.1.1.5-2", "A-49"})
    void deletingAStreamStopsItsRetriesAtOnce() {
        for (int i = 0; i < 50; i++) {
            rig.receiver.answerNext(503, "");
        }
        String streamId = rig.createPush("gamma", "/in/deleted");
        rig.emit("deleted-" + streamId, "gamma", "alice");
        await().until(() -> pushes("/in/deleted"), seen -> seen.size() >= 2);

        rig.delete("gamma", streamId);
        int seen = pushes("/in/deleted").size();

        await().during(Duration.ofSeconds(2)).until(() -> pushes("/in/deleted").size() <= seen + 1);
        rig.receiver.forgetPlans();
    }

    @Test
    @Requirement({"POLL-2-3", "SET-2.2-1"})
    void aRestartLosesNothingAndSendsTheSameIds() {
        String polled = rig.createPoll("beta");
        String pushed = rig.createPush("alpha", "/in/restart");
        for (int i = 0; i < 20; i++) {
            rig.emit("restart-" + i + "-" + polled, "beta", "user-" + i % 3);
        }
        await().until(() -> rig.poll("beta", polled, NOW).json().path("sets").size() == 20);
        Set<String> before = Tokens.jtis(rig.poll("beta", polled, NOW));
        for (int i = 0; i < 50; i++) {
            rig.receiver.answerNext(503, "");
        }
        rig.emit("restart-" + pushed, "alpha", "alice");
        await().until(() -> pushes("/in/restart"), seen -> !seen.isEmpty());

        rig.restart();
        rig.receiver.forgetPlans();

        assertThat(Tokens.jtis(rig.poll("beta", polled, NOW))).isEqualTo(before);
        assertThat(rig.get("beta", TransmitterRig.PATH + "/ssf/streams?stream_id=" + polled)
                        .status())
                .isEqualTo(200);
        await().untilAsserted(() -> {
            List<String> ids = pushes("/in/restart").stream()
                    .map(push -> Tokens.claim(push.token(), "jti"))
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
            assertThat(rig.receiver.accepted("/in/restart")).isEqualTo(1);
        });
    }

    private List<TestReceiver.Push> pushes(String path) {
        return rig.receiver.pushes().stream()
                .filter(push -> push.path().equals(path))
                .toList();
    }

    private boolean verifies(SignedJWT set) throws Exception {
        JWKSet keys =
                JWKSet.parse(rig.get(null, TransmitterRig.PATH + "/jwks.json").body());
        RSAKey key = keys.getKeyByKeyId(set.getHeader().getKeyID()).toRSAKey();
        return set.verify(new RSASSAVerifier(key));
    }
}
