// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.EC;
import static io.tocsin.receiver.rig.Signer.RSA;
import static io.tocsin.receiver.rig.Signer.header;
import static io.tocsin.receiver.rig.Signer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.EventType;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not be refused, however unusual. */
class GoodSetsTest extends VerificationScenario {
    static Stream<Arguments> goodSets() {
        return Stream.of(
                arguments("plain", (Supplier<String>) () -> sign(good("g1").toString())),
                arguments("typ as a media type in capitals", (Supplier<String>) () -> sign(
                        "{\"typ\":\"Application/SecEvent+JWT\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                        good("g2").toString(),
                        RSA,
                        JWSAlgorithm.RS256)),
                arguments("PS256", (Supplier<String>)
                        () -> sign(header("PS256", "rsa-1"), good("g3").toString(), RSA, JWSAlgorithm.PS256)),
                arguments("ES256", (Supplier<String>)
                        () -> sign(header("ES256", "ec-1"), good("g4").toString(), EC, JWSAlgorithm.ES256)),
                arguments("several audiences", (Supplier<String>) () -> {
                    ObjectNode payload = good("g5");
                    payload.putArray("aud").add("https://else.example").add(Sets.AUDIENCE);
                    return sign(payload.toString());
                }),
                arguments("iat with a fraction, a little ahead", (Supplier<String>) () -> {
                    ObjectNode payload = good("g6").put("iat", NOW.getEpochSecond() + 299.25);
                    return sign(payload.toString());
                }),
                arguments("years old", (Supplier<String>) () -> sign(good("g7")
                        .put("iat", NOW.getEpochSecond() - 100_000_000L)
                        .toString())),
                arguments("unknown event, unknown claims", (Supplier<String>) () -> {
                    ObjectNode payload =
                            Sets.payload(transmitter.issuer(), "g8", NOW, new EventType("https://example.org/event"));
                    payload.putObject("sub_id").put("format", "x-own").put("y", 1);
                    return sign(payload.put("hint", true).toString());
                }),
                arguments("unknown header members", (Supplier<String>) () -> sign(
                        "{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"x\":1}",
                        good("g9").toString(),
                        RSA,
                        JWSAlgorithm.RS256)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodSets")
    @Requirement({"PUSH-2.2-1", "RCV-11", "SSF-4.1.8-1", "CAEP-3-1", "IOP-3-2", "SET-5.3-1"})
    void aGoodSetIsAccepted(String what, Supplier<String> token) {
        int before = handler.sets.size();

        HttpResponse<String> answer = client.push(token.get());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(handler.sets).hasSize(before + 1);
    }

    @Test
    @Requirement({"SSF-8.1.4.1-4"})
    void aTransmittersOwnVerificationIsAcceptedWithoutState() {
        String token = sign(Sets.ofStream(transmitter.issuer(), "v1", NOW, EventType.VERIFICATION, "s-pushed")
                .toString());

        assertThat(client.push(token).statusCode()).isEqualTo(202);
        assertThat(handler.verified).contains("acme");
    }
}
