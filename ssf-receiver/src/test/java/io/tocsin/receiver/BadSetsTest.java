// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.rig.PushClient;
import io.tocsin.schemas.conformance.Requirement;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a SET can be wrong, over TLS and with the codes of RFC 8935 §2.4. */
class BadSetsTest extends BadSets {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badSets")
    @Requirement({
        "RCV-3",
        "RCV-4",
        "RCV-5",
        "RCV-6",
        "RCV-7",
        "RCV-8",
        "RCV-9",
        "RCV-10",
        "PUSH-2-1",
        "PUSH-2.3-1",
        "PUSH-2.4-1",
        "SSF-4.1.1-2",
        "SSF-4.1.4-1",
        "SSF-8.1.4.1-2",
        "SSF-8.1.4.1-3",
        "CAEP-3-2",
        "SET-4-1",
        "A-25"
    })
    void aBadSetIsRefusedWithTheRightCode(String what, String err, Supplier<String> token) {
        int before = handler.sets.size();

        HttpResponse<String> answer = client.push(token.get());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(PushClient.err(answer)).isEqualTo(err);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Language")).contains("en");
        assertThat(answer.body()).contains("\"description\":").doesNotContain("sess-1");
        assertThat(handler.sets).hasSize(before);
        // the keys at first, and once more for the first kid that was not among them
        assertThat(transmitter.jwksFetches.get()).isLessThanOrEqualTo(2);
    }
}
