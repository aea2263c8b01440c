// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.EventType;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateStreamTest {
    @Test
    @Requirement("SSF-8.1.1.1-3")
    void noDeliveryMeansPoll() {
        assertThat(read("{}")).isEqualTo(new CreateStream(AskedDelivery.NONE, List.of(), null));
    }

    @Test
    @Requirement({"SSF-8.1.1-4", "A-5", "A-6"})
    void unknownTypesAreKeptAndMembersOfOthersIgnored() {
        CreateStream asked = read("""
                {"events_requested":["urn:x:new","urn:x:new"],"stream_id":7,"aud":[],"unheard":{"of":true},
                 "delivery":{"method":"urn:ietf:rfc:8936","endpoint_url":17}}""");

        assertThat(asked.eventsRequested()).containsExactly(new EventType("urn:x:new"));
        assertThat(asked.delivery()).isInstanceOf(AskedDelivery.Poll.class);
    }

    @Test
    @Requirement("SSF-8.1.1-9")
    void aLongDescriptionIsCutBetweenCharacters() {
        String description =
                read("{\"description\":\"" + "a".repeat(254) + "😀\"}").description();

        assertThat(description).isEqualTo("a".repeat(254));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "\"text\"",
                "{",
                "{} {}",
                "{\"description\":\"a\",\"description\":\"b\"}",
                "{\"description\":7}",
                "{\"events_requested\":\"urn:x\"}",
                "{\"events_requested\":[1]}",
                "{\"events_requested\":[\"\"]}",
                "{\"delivery\":\"urn:ietf:rfc:8935\"}",
                "{\"delivery\":{}}",
                "{\"delivery\":{\"method\":\"urn:x\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"http://rx.example/\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https:///in\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://u:p@rx.example/\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://rx.example/#x\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"not a url\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://rx.example/\","
                        + "\"authorization_header\":\"Bearer a\\r\\nX: y\"}}",
                "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"https://rx.example/\","
                        + "\"authorization_header\":\"\"}}"
            })
    void whatIsWrongIsRejectedWithWhatWasExpected(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("expected");
    }

    private static CreateStream read(String body) {
        return CreateStream.read(RequestJson.parse(body.getBytes(UTF_8)));
    }
}
