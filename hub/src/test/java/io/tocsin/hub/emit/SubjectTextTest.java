// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    email:alice@acme.example                        | {"format":"email","email":"alice@acme.example"}
                    iss_sub:https://idp.example,00u1                | {"format":"iss_sub","iss":"https://idp.example","sub":"00u1"}
                    opaque:x/y                                      | {"format":"opaque","id":"x/y"}
                    session:idx01                                   | {"format":"complex","session":{"format":"opaque","id":"idx01"}}
                    user:email:a@b.example                          | {"format":"complex","user":{"format":"email","email":"a@b.example"}}
                    email:a@b.example/session:idx01/device:C02      | {"format":"complex","device":{"format":"opaque","id":"C02"},"session":{"format":"opaque","id":"idx01"},"user":{"format":"email","email":"a@b.example"}}
                    uri:https://acme.example/a/session              | {"format":"uri","uri":"https://acme.example/a/session"}
                    {"format":"opaque","id":"7"}                    | {"format":"opaque","id":"7"}
                    """)
    void shortFormsAndJsonBecomeSubjects(String typed, String json) {
        assertThat(SubjectText.json(SubjectText.parse(typed))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@acme.example",
                "mail:alice@acme.example",
                "session:",
                "email:a@b.example/user:c",
                "iss_sub:https://idp.example",
                "{\"format\":\"email\"}",
                "{"
            })
    void whatIsNoSubjectIsRefused(String typed) {
        assertThatThrownBy(() -> SubjectText.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }
}
