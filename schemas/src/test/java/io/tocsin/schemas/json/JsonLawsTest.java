// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.random.Draw;
import io.tocsin.schemas.random.RandomEvents;
import io.tocsin.schemas.random.RandomSubjects;
import io.tocsin.schemas.random.Seeds;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class JsonLawsTest {
    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void everySubjectComesBackAsItWas(long seed) {
        RandomSubjects random = new RandomSubjects(new Draw(seed));
        for (int i = 0; i < 20; i++) {
            Subject subject = random.any();
            assertThat(SubjectJson.read(asSent(SubjectJson.write(subject)))).isEqualTo(subject);
        }
    }

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void everyEventComesBackAsItWasWithMembersNobodyDefined(long seed) {
        for (Event event : new RandomEvents(new Draw(seed)).all()) {
            assertThat(EventJson.read(event.type(), asSent(EventJson.write(event))))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void everySetComesBackAsItWas(long seed) {
        RandomEvents random = new RandomEvents(new Draw(seed));
        for (int i = 0; i < 10; i++) {
            SetClaims claims = random.set();
            JsonNode sent = asSent(SetClaimsJson.write(claims));
            assertThat(SetClaimsJson.read(sent)).isEqualTo(claims);
            assertThat(sent.has("sub") || sent.has("exp")).isFalse();
            assertThat(sent.get("iat").isIntegralNumber()).isTrue();
        }
    }

    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void theSameSetIsTheSameText(long seed) {
        SetClaims once = new RandomEvents(new Draw(seed)).set();
        SetClaims again = new RandomEvents(new Draw(seed)).set();
        assertThat(Json.write(SetClaimsJson.write(again))).isEqualTo(Json.write(SetClaimsJson.write(once)));
    }

    private static JsonNode asSent(JsonNode node) {
        return Json.parse(Json.write(node));
    }
}
