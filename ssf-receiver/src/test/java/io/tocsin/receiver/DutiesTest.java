// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.conformance.Requirement;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a receiver owes its transmitter and its handler, seen over a managed stream. */
class DutiesTest extends ManagedStream {
    private static final int ED25519_KEY_BYTES = 32;

    @Test
    @Requirement({"RCV-15", "SSF-3.6-2", "A-28"})
    void anEventWithACriticalMemberThatNobodyUnderstandsIsAcknowledgedAndDropped() throws Exception {
        transmitter.metadata = document -> {
            document.putArray("critical_subject_members").add("session").add("workload");
            return document;
        };
        poll();
        ObjectNode strange = Sets.sessionRevoked(transmitter.issuer(), "strange", Instant.now(), "sess-1");
        ((ObjectNode) strange.path("sub_id"))
                .putObject("workload")
                .put("format", "opaque")
                .put("id", "w");
        transmitter.enqueue("strange", Signer.sign(strange.toString()));
        enqueue("usual");

        await().atMost(LONG).until(() -> acked("strange") && acked("usual"));

        assertThat(handler.jtis()).containsExactly("usual");
        assertThat(reported("strange")).isFalse();
    }

    @Test
    @Requirement({"SSF-3.6-1"})
    void anUnknownMemberThatIsNotCriticalHindersNothing() throws Exception {
        poll();
        ObjectNode more = Sets.sessionRevoked(transmitter.issuer(), "more", Instant.now(), "sess-1");
        ((ObjectNode) more.path("sub_id"))
                .putObject("workload")
                .put("format", "opaque")
                .put("id", "w");
        transmitter.enqueue("more", Signer.sign(more.toString()));

        await().atMost(LONG).until(() -> acked("more"));

        assertThat(handler.jtis()).containsExactly("more");
    }

    @Test
    @Requirement({"POLL-2.4-1"})
    void whatThePollLeftBehindIsFetchedAtOnceAndOnlyThenIsTheStreamHeard() throws Exception {
        for (int i = 0; i < 25; i++) {
            enqueue("m" + i);
        }
        await().atMost(LONG).until(() -> transmitter.queued() == 25);
        receive(Streams.managed(transmitter.issuer(), new DeliverySettings.Poll(10, false, null, null)));

        await().atMost(LONG).until(() -> health().heard().isPresent());

        assertThat(handler.sets).hasSizeGreaterThanOrEqualTo(25);
        assertThat(transmitter.polls)
                .allSatisfy(poll -> assertThat(poll.path("maxEvents").asInt()).isEqualTo(10));
    }

    @Test
    @Requirement({"SSF-8.1.1.1-8"})
    void aStreamThatSaysAnotherIssuerIsNotUsed() {
        ObjectNode stream = transmitter.streams.put("s-1", JsonNodeFactory.instance.objectNode());
        stream.put("iss", "https://else.example");
        receive(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT));

        await().atMost(LONG).until(() -> health().trouble().orElse("").contains("another iss"));

        assertThat(transmitter.streams.created).isEmpty();
        assertThat(health().phase()).isEqualTo(StreamHealth.Phase.FAILING);
    }

    @Test
    @Requirement({"A-26"})
    void ed25519IsVerifiedWhereAStreamAllowsIt() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(spki, spki.length - ED25519_KEY_BYTES, spki.length);
        transmitter.keys = List.of(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(raw))
                .keyID("ed-1")
                .build());
        receive(algorithms(Set.of("EdDSA")));
        String input = Signer.part(Signer.header("EdDSA", "ed-1"))
                + "."
                + Signer.part(Sets.sessionRevoked(transmitter.issuer(), "ed", Instant.now(), "s")
                        .toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(US_ASCII));
        byte[] good = signature.sign();
        byte[] bad = good.clone();
        bad[5] ^= 1;
        transmitter.enqueue("forged", input + "." + Base64URL.encode(bad));
        transmitter.enqueue("ed", input + "." + Base64URL.encode(good));

        await().atMost(LONG).until(() -> acked("ed") && reported("forged"));

        assertThat(handler.jtis()).containsExactly("ed");
    }

    private StreamSettings algorithms(Set<String> algorithms) {
        StreamSettings usual = Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT);
        return new StreamSettings(
                usual.name(),
                usual.issuer(),
                usual.credentials(),
                usual.delivery(),
                usual.eventsRequested(),
                usual.audience(),
                usual.trustedCa(),
                algorithms,
                false,
                null,
                null,
                usual.description(),
                usual.verifyEvery());
    }
}
