// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.schemas.conformance.Requirement;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At least once on the wire, once for the handler; and keys that come and go. */
class PushOnceTest extends PushScenario {
    @Test
    @Requirement({"PUSH-2-3", "RCV-13"})
    void aSetSentTwiceIsAnsweredTwiceAndHandledOnce() {
        String token = set("a");

        assertThat(client.push(token).statusCode()).isEqualTo(202);
        assertThat(client.push(token).statusCode()).isEqualTo(202);

        assertThat(handler.jtis()).containsExactly("a");
        assertThat(receiver.health().getFirst().duplicates()).isEqualTo(1);
    }

    @Test
    void aSetSignedAnewIsTheSameSet() {
        client.push(set("a"));

        String again = sign(Signer.header("PS256", "rsa-1"), payload("a").toString(), Signer.RSA, JWSAlgorithm.PS256);

        assertThat(client.push(again).statusCode()).isEqualTo(202);
        assertThat(handler.jtis()).containsExactly("a");
    }

    @Test
    @Requirement({"PUSH-2-4", "RCV-17"})
    void aSetTheHandlerFailedOnIsHandledWhenItComesAgain() {
        handler.failures.set(1);
        String token = set("a");

        assertThat(client.push(token).statusCode()).isEqualTo(503);
        assertThat(handler.sets).isEmpty();

        assertThat(client.push(token).statusCode()).isEqualTo(202);
        assertThat(handler.jtis()).containsExactly("a");
    }

    @Test
    @Requirement({"RCV-14"})
    void anotherSetUnderAKnownJtiIsAConflict() {
        client.push(set("a"));

        HttpResponse<String> answer =
                client.push(sign(payload("a").put("txn", "other").toString()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(handler.sets).hasSize(1);
    }

    @Test
    @Requirement({"RCV-13", "A-42"})
    void whatWasSeenIsKnownAfterARestart() throws InterruptedException {
        SeenSettings onDisk = SeenSettings.onDisk(folder.resolve("seen.journal"));
        restartReceiver(onDisk, false);
        String token = set("a");
        client.push(token);

        restartReceiver(onDisk, false);

        assertThat(client.push(token).statusCode()).isEqualTo(202);
        assertThat(handler.jtis()).containsExactly("a");
    }

    @Test
    void keysOutOfReachMeanLaterNotNo() {
        transmitter.fail("/jwks", 1);

        assertThat(client.push(set("a")).statusCode()).isEqualTo(503);
        assertThat(client.push(set("a")).statusCode())
                .as("too soon to ask again")
                .isEqualTo(503);
        assertThat(transmitter.jwksFetches).hasValue(0);

        clock.advance(Duration.ofSeconds(10));
        assertThat(client.push(set("a")).statusCode()).isEqualTo(202);
    }

    @Test
    @Requirement({"RCV-6", "IOP-2.4.2-1"})
    void aNewKeyIsFetchedOnceItIsNeeded() {
        client.push(set("a"));
        clock.advance(Duration.ofSeconds(10));
        transmitter.keys = List.of(Signer.OTHER_RSA);

        String token =
                sign(Signer.header("RS256", "rsa-2"), payload("b").toString(), Signer.OTHER_RSA, JWSAlgorithm.RS256);

        assertThat(client.push(token).statusCode()).isEqualTo(202);
        assertThat(transmitter.jwksFetches).hasValue(2);
    }

    @Test
    @Requirement({"SEC-4"})
    void randomKidsCauseNoStorm() {
        for (int i = 0; i < 50; i++) {
            String token =
                    sign(Signer.header("RS256", "kid-" + i), payload("x").toString(), Signer.RSA, JWSAlgorithm.RS256);
            assertThat(client.push(token).statusCode()).isIn(400, 503);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(transmitter.jwksFetches.get()).isLessThanOrEqualTo(6);
    }

    @Test
    @Requirement({"RCV-6"})
    void aKeyThatIsNewSinceTheLastFetchMeansLaterUntilItMayBeAskedForAgain() {
        client.push(set("a"));
        clock.advance(Duration.ofSeconds(5));
        transmitter.keys = List.of(Signer.OTHER_RSA);
        String token =
                sign(Signer.header("RS256", "rsa-2"), payload("b").toString(), Signer.OTHER_RSA, JWSAlgorithm.RS256);

        assertThat(client.push(token).statusCode()).isEqualTo(503);
        assertThat(transmitter.jwksFetches).hasValue(1);

        clock.advance(Duration.ofSeconds(5));
        assertThat(client.push(token).statusCode()).isEqualTo(202);
    }

    @Test
    void aClockThatIsSetBackKeepsNoKeyAway() {
        client.push(set("a"));
        clock.advance(Duration.ofHours(-1));
        transmitter.keys = List.of(Signer.OTHER_RSA);
        String token = sign(
                Signer.header("RS256", "rsa-2"),
                payload("b").put("iat", clock.instant().getEpochSecond()).toString(),
                Signer.OTHER_RSA,
                JWSAlgorithm.RS256);

        assertThat(client.push(token).statusCode()).isEqualTo(202);
    }

    @Test
    void aHandlerThatThrowsTakesNoPlaceForEver() {
        handler.thrown.set(new NoClassDefFoundError("com/acme/Sessions"));

        assertThat(client.push(set("a")).statusCode()).isEqualTo(503);

        assertThat(client.push(set("a")).statusCode()).isEqualTo(202);
    }
}
