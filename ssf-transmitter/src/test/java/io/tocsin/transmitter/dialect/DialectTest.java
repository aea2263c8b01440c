// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
    private static final CaepEvent REVOKED = new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE);
    private static final SimpleSubject PHONE = new SimpleSubject.PhoneNumber("+12065550100");

    private static ObjectNode write(Dialect dialect, Subject subject) {
        return SetProfile.writer(dialect).claims(Events.claims(subject, REVOKED));
    }

    @Test
    @Requirement({"IOP-2.5-1", "A-38"})
    void theProfileTakesTheAliasItAllowsAndRefusesOtherFormats() {
        SimpleSubject aliases = new SimpleSubject.Aliases(List.of(PHONE, Events.ALICE));

        assertThat(write(Dialect.CAEP_INTEROP, aliases)
                        .path("sub_id")
                        .path("format")
                        .asText())
                .isEqualTo("email");
        assertThat(write(Dialect.CAEP_INTEROP, new ComplexSubject(Map.of("user", aliases)))
                        .path("sub_id")
                        .path("format")
                        .asText())
                .as("a user alone needs no complex subject")
                .isEqualTo("email");
        assertThatThrownBy(() -> write(Dialect.CAEP_INTEROP, PHONE))
                .isInstanceOf(InexpressibleException.class)
                .hasMessageContaining("phone_number")
                .hasMessageContaining("email, iss_sub or opaque")
                .hasMessageNotContaining("+1206");
        assertThatThrownBy(() -> write(Dialect.CAEP_INTEROP, Events.complex("user", Events.ALICE, "tenant", PHONE)))
                .hasMessageContaining("sub_id.tenant");
    }

    @Test
    void whomOktaOrGoogleCouldNotFindIsNotSentThere() {
        SimpleSubject aliases = new SimpleSubject.Aliases(List.of(PHONE, Events.ALICE));
        assertThat(write(Dialect.OKTA, aliases).findPath("email").asText()).isEqualTo("alice.ng@acme.example");
        assertThat(write(Dialect.GOOGLE_WORKSPACE, aliases)
                        .path("sub_id")
                        .path("email")
                        .asText())
                .isEqualTo("alice.ng@acme.example");
        for (Dialect dialect : List.of(Dialect.OKTA, Dialect.GOOGLE_WORKSPACE)) {
            assertThatThrownBy(() -> write(dialect, PHONE))
                    .as(dialect.name())
                    .isInstanceOf(InexpressibleException.class)
                    .hasMessageContaining("phone_number")
                    .hasMessageContaining("expected email");
            assertThatThrownBy(() -> write(dialect, new ComplexSubject(Map.of("session", Events.SESSION))))
                    .as(dialect.name())
                    .isInstanceOf(InexpressibleException.class)
                    .hasMessageContaining("no user");
        }
    }

    @Test
    void oktaTakesOneAudience() {
        SetClaims one = Events.claims(Events.ALICE, REVOKED);
        SetClaims two = new SetClaims(
                one.iss(), List.of("a", "b"), one.iat(), one.jti(), null, null, one.subId(), one.events(), one.other());

        assertThatThrownBy(() -> SetProfile.writer(Dialect.OKTA).claims(two))
                .isInstanceOf(InexpressibleException.class)
                .hasMessageContaining("aud has 2 values");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    @Requirement("A-26")
    void everyDialectVerifiesRs256AndTheInteroperableOnesNothingElse(Dialect dialect) {
        assertThat(dialect.algorithms()).contains(SigningAlgorithm.RS256);
        if (dialect == Dialect.CAEP_INTEROP || dialect == Dialect.OKTA || dialect == Dialect.GOOGLE_WORKSPACE) {
            assertThat(dialect.algorithms()).containsExactly(SigningAlgorithm.RS256);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatADialectKnowsItCanSay(Dialect dialect) {
        SetWriter writer = SetProfile.writer(dialect);
        for (SetClaims claims : Events.all().values()) {
            EventType type = claims.events().getFirst().type();
            if (writer.knows(type)) {
                assertThat(writer.claims(claims).path("jti").asText())
                        .as(type.shortName())
                        .isEqualTo(claims.jti());
            } else {
                assertThatThrownBy(() -> writer.claims(claims))
                        .as(type.shortName())
                        .isInstanceOf(InexpressibleException.class);
            }
        }
    }

    @Test
    @Requirement({"SSF-4.1.2-1", "SSF-4.1.7-1", "SET-4-1", "A-34", "CAEP-2-1", "CAEP-2-3", "SET-2.2-2", "SET-2.2-3"})
    void noDialectSaysWhatNoSetMaySay() {
        for (Dialect dialect : Dialect.values()) {
            SetWriter writer = SetProfile.writer(dialect);
            for (SetClaims claims : Events.all().values()) {
                if (!writer.knows(claims.events().getFirst().type())) {
                    continue;
                }
                ObjectNode node = writer.claims(claims);
                assertThat(node.has("sub") || node.has("exp"))
                        .as(dialect.name())
                        .isFalse();
                assertThat(node.path("iat").isIntegralNumber()).isTrue();
                assertThat(node.path("txn").isTextual() || node.path("txn").isMissingNode())
                        .isTrue();
                assertThat(node.path("events").size()).isEqualTo(1);
                node.path("events").forEach(payload -> {
                    assertThat(payload.isObject()).isTrue();
                    assertThat(payload.path("event_timestamp").asLong(0)).isLessThan(100_000_000_000L);
                    assertThat(payload.path("reason_admin").isMissingNode()
                                    || (payload.path("reason_admin").isObject()
                                            && !payload.path("reason_admin").isEmpty()))
                            .isTrue();
                });
            }
        }
    }

    @Test
    void theStandardDialectIsTheStandardsOwnWriter() {
        Events.all()
                .values()
                .forEach(claims -> assertThat(SetProfile.writer(Dialect.SSF_1_0).claims(claims))
                        .isEqualTo(SetClaimsJson.write(claims)));
    }
}
