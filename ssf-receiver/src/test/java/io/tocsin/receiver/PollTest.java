// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.receiver.StreamHealth.Phase;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollTest extends ManagedStream {
    @Test
    @Requirement({"POLL-2-1", "POLL-2-2", "RCV-17"})
    void aSetTheHandlerFailedOnIsNotAcknowledgedAndComesAgain() throws Exception {
        handler.failures.set(2);
        poll();
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));

        assertThat(handler.jtis()).containsExactly("a");
        assertThat(reported("a")).isFalse();
    }

    @Test
    @Requirement({"POLL-2-2", "POLL-2.6-1", "POLL-2.3-3"})
    void aBadSetIsReportedWithALanguageAndNotAcknowledged() throws Exception {
        poll();
        transmitter.enqueue("bad", "not-a-set");
        transmitter.enqueue("listed", set("inside"));

        await().atMost(LONG).until(() -> reported("bad") && reported("listed"));

        JsonNode error = transmitter.polls.stream()
                .map(poll -> poll.path("setErrs").path("bad"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
        assertThat(error.path("err").asText()).isEqualTo("invalid_request");
        assertThat(error.path("description").asText()).isNotEmpty();
        for (int i = 0; i < transmitter.polls.size(); i++) {
            boolean errors = transmitter.polls.get(i).has("setErrs");
            assertThat(transmitter.pollLanguages.get(i)).isEqualTo(errors ? "en" : "");
        }
        assertThat(acked("bad") || acked("listed")).isFalse();
        assertThat(handler.sets).isEmpty();
    }

    @Test
    @Requirement({"POLL-2.4-3"})
    void acknowledgementsOutliveFailedPolls() throws Exception {
        poll();
        String stream = transmitter.streams.known.keySet().iterator().next();
        transmitter.failureStatus = 503;
        enqueue("a");
        transmitter.fail("/poll/" + stream, 3);

        await().atMost(LONG).until(() -> acked("a"));
        await().atMost(LONG).until(() -> health().phase() == Phase.RUNNING);
        assertThat(handler.jtis()).containsExactly("a");
    }

    @Test
    @Requirement({"OAUTH-4.4-1", "BEAR-2-1"})
    void aRefusedTokenIsReplacedOnce() throws Exception {
        poll();
        await().atMost(LONG).until(() -> !handler.verified.isEmpty() && transmitter.polls.size() >= 2);
        int before = transmitter.tokensIssued.get();
        transmitter.expireToken();
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));
        assertThat(transmitter.tokensIssued).hasValue(before + 1);
    }

    @Test
    void aStreamThatIsGoneIsCreatedAgain() throws Exception {
        poll();
        await().atMost(LONG).until(() -> !transmitter.polls.isEmpty());
        transmitter.streams.known.clear();
        enqueue("a");

        await().atMost(LONG).until(() -> transmitter.streams.created.size() == 2 && acked("a"));
    }

    @Test
    void shortPollsReturnImmediately() throws Exception {
        DeliverySettings.Poll settings =
                new DeliverySettings.Poll(10, true, Duration.ofMillis(50), Duration.ofSeconds(5));
        receive(Streams.managed(transmitter.issuer(), settings));
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));
        assertThat(transmitter.polls)
                .allMatch(poll -> poll.path("returnImmediately").asBoolean())
                .allMatch(poll -> poll.path("maxEvents").asInt() == 10);
    }

    @Test
    @Requirement({"POLL-2.4.2-1"})
    void theLastAcknowledgementsAreSentAtTheEnd() throws Exception {
        transmitter.verificationsAreSent = false;
        Receiver started = poll();
        String stream = transmitter.streams.known.keySet().iterator().next();
        await().atMost(LONG).until(() -> !transmitter.polls.isEmpty());
        transmitter.failureStatus = 500;
        enqueue("a");
        // the poll that would carry the acknowledgement fails, the one at the end does not
        transmitter.fail("/poll/" + stream, 1);
        await().atMost(LONG).until(() -> handler.jtis().equals(List.of("a")));

        started.close();

        assertThat(acked("a")).isTrue();
        assertThat(transmitter.queued()).isZero();
        assertThat(health().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void stoppingDoesNotWaitForALongPoll() throws Exception {
        Receiver started = poll();
        await().atMost(LONG).until(() -> !transmitter.polls.isEmpty());

        long before = System.nanoTime();
        started.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void nobodyWaitsBehindAFullAnswer() throws Exception {
        transmitter.verificationsAreSent = false;
        enqueue("a");
        enqueue("b");

        receive(Streams.managed(
                transmitter.issuer(),
                new DeliverySettings.Poll(2, false, Duration.ofMillis(10), Duration.ofSeconds(40))));
        await().atMost(LONG).until(() -> acked("a") && acked("b"));

        assertThat(transmitter.polls.get(1).path("returnImmediately").asBoolean())
                .isTrue();
        await().atMost(LONG).until(() -> health().heard().isPresent());
    }

    @Test
    void aHandlerThatCannotBeLoadedIsAFailureAsAnyOther() throws Exception {
        handler.thrown.set(new NoClassDefFoundError("com/acme/Sessions"));
        poll();
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));

        assertThat(handler.jtis()).containsExactly("a");
    }

    @Test
    void whatTheHandlerMakesOfAVerificationChangesNothing() throws Exception {
        handler.thrown.set(new AssertionError("told to fail"));
        poll();

        await().atMost(LONG).until(() -> transmitter.queued() == 0 && acked("verify-1"));

        assertThat(handler.verified).hasSize(1);
        enqueue("a");
        await().atMost(LONG).until(() -> acked("a"));
    }

    @Test
    @Requirement({"POLL-2-1", "POLL-2-2"})
    void errorsThatTheTransmitterDoesNotTakeKeepNoAcknowledgementBack() throws Exception {
        transmitter.refusedPolls = poll -> poll.has("setErrs");
        poll();
        transmitter.enqueue("bad", "not-a-set");
        enqueue("good");

        await().atMost(LONG).until(() -> acceptedAck("good"));

        assertThat(handler.jtis()).containsExactly("good");
    }

    private boolean acceptedAck(String jti) {
        return transmitter.polls.stream()
                .anyMatch(poll ->
                        !poll.has("setErrs") && poll.path("ack").toString().contains('"' + jti + '"'));
    }

    @Test
    void moreThatNeverComesIsNotAskedForWithoutRest() throws Exception {
        transmitter.verificationsAreSent = false;
        transmitter.moreAvailable = true;
        receive(Streams.managed(
                transmitter.issuer(),
                new DeliverySettings.Poll(10, false, Duration.ofMinutes(1), Duration.ofSeconds(20))));
        await().atMost(LONG).until(() -> !transmitter.polls.isEmpty());

        await().during(Duration.ofMillis(500)).atMost(LONG).until(() -> transmitter.polls.size() <= 2);
    }

    @Test
    void aTokenEndpointThatMovedIsFoundAgain() throws Exception {
        poll();
        await().atMost(LONG).until(() -> !transmitter.polls.isEmpty());
        transmitter.tokenPath = "/oauth/token";
        transmitter.expireToken();
        enqueue("a");

        await().atMost(LONG).until(() -> acked("a"));
    }

    @Test
    void whatCannotBeHandledIsSaidUntilItCan() throws Exception {
        handler.failures.set(4);
        poll();
        enqueue("a");

        await().atMost(LONG).until(() -> health().trouble().orElse("").contains("could not be judged or handled"));

        await().atMost(LONG).until(() -> acked("a") && health().phase() == Phase.RUNNING);
        assertThat(health().trouble()).isEmpty();
    }
}
