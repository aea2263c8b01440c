// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.SimpleSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the standards ask of a SET that leaves, in the dialect that is the standard. */
class SetRulesTest {
    private static final SimpleSubject ALICE = Events.ALICE;

    private static JsonNode payload(Event event) {
        return written(event).path("events").path(event.type().uri());
    }

    private static ObjectNode written(Event event) {
        return SetWriter.SSF_1_0.claims(Events.claims(ALICE, event));
    }

    @Test
    @Requirement({"SSF-4.1.8-1", "A-44"})
    void oneAudienceIsAStringAndSeveralAreAnArray() {
        SetClaims one = Events.claims(ALICE, new RiscEvent.AccountPurged(Members.NONE));
        SetClaims two = new SetClaims(
                one.iss(), List.of("a", "b"), one.iat(), one.jti(), one.txn(), null, ALICE, one.events(), one.other());

        assertThat(SetWriter.SSF_1_0.claims(one).path("aud").isTextual()).isTrue();
        assertThat(SetWriter.SSF_1_0.claims(two).path("aud").toString()).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    @Requirement({"SSF-4.1.6-1", "SSF-4.1.9-1"})
    void issuerAndCauseAreThoseOfTheOutbox() {
        ObjectNode set = written(new RiscEvent.AccountPurged(Members.NONE));

        assertThat(set.path("iss").asText()).isEqualTo("https://hub.acme.example");
        assertThat(set.path("txn").asText()).isEqualTo("case-55120");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    @Requirement({"SSF-4.2.1-1", "SET-2.2-4", "A-48", "IOP-2.8.1-1"})
    void aSetSaysOneThing(Dialect dialect) {
        SetClaims two = Events.claims(
                ALICE,
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                new RiscEvent.AccountDisabled(null, Members.NONE));

        assertThatThrownBy(() -> SetProfile.writer(dialect).claims(two))
                .isInstanceOf(InexpressibleException.class)
                .hasMessageContaining("found 2 events, expected exactly one");
    }

    @Test
    @Requirement({"CAEP-2-1", "CAEP-2-2", "CAEP-2-3", "CAEP-2-4", "CAEP-3.1.1-1", "A-34", "A-35"})
    void theFourCommonMembersAreAsCaepHasThemOrAbsent() {
        for (InitiatingEntity entity : InitiatingEntity.values()) {
            JsonNode told = payload(new CaepEvent.SessionRevoked(
                    new Circumstances(
                            Instant.ofEpochMilli(1_772_440_200_999L),
                            entity,
                            LocalizedText.english("why"),
                            LocalizedText.NONE),
                    Members.NONE));
            assertThat(told.path("event_timestamp").longValue()).isEqualTo(1_772_440_200L);
            assertThat(told.path("initiating_entity").asText()).isIn("admin", "user", "policy", "system");
            assertThat(told.path("reason_admin").toString()).isEqualTo("{\"en\":\"why\"}");
            assertThat(told.has("reason_user")).as("never empty").isFalse();
        }
        assertThat(payload(new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE)))
                .isEmpty();
    }

    @Test
    @Requirement({"CAEP-3.3.1-1", "CAEP-3.5-1"})
    void closedWordsAreSpelledAsCaepSpellsThem() {
        for (ChangeType change : ChangeType.values()) {
            JsonNode told = payload(new CaepEvent.CredentialChange(
                    "company-badge", change, null, null, null, null, Circumstances.NONE, Members.NONE));
            assertThat(told.path("change_type").asText()).isIn("create", "revoke", "update", "delete");
            assertThat(told.path("credential_type").asText())
                    .as("an open vocabulary")
                    .isEqualTo("company-badge");
        }
        JsonNode compliance = payload(new CaepEvent.DeviceComplianceChange(
                ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, Circumstances.NONE, Members.NONE));
        assertThat(compliance.path("previous_status").asText()).isEqualTo("not-compliant");
        assertThat(compliance.path("current_status").asText()).isEqualTo("compliant");
        for (CaepRiskLevel level : CaepRiskLevel.values()) {
            JsonNode risk = payload(
                    new CaepEvent.RiskLevelChange("ORG_UNIT", level, null, null, Circumstances.NONE, Members.NONE));
            assertThat(risk.path("current_level").asText()).isIn("LOW", "MEDIUM", "HIGH");
            assertThat(risk.path("principal").asText()).isEqualTo("ORG_UNIT");
            assertThat(risk.has("previous_level")).isFalse();
        }
    }

    @Test
    @Requirement({"CAEP-3.4.1-1", "CAEP-3.6-1"})
    void levelsAndMethodsGoOutAsTheyWereGiven() {
        JsonNode level = payload(new CaepEvent.AssuranceLevelChange(
                "NIST-AAL",
                "nist-aal2",
                "nist-aal1",
                CaepEvent.ChangeDirection.INCREASE,
                Circumstances.NONE,
                Members.NONE));
        assertThat(level.path("change_direction").asText()).isEqualTo("increase");
        assertThat(level.path("previous_level").asText()).isEqualTo("nist-aal1");
        JsonNode session = payload(new CaepEvent.SessionEstablished(
                null, "urn:mace:incommon:iap:silver", List.of("pwd", "otp"), null, Circumstances.NONE, Members.NONE));
        assertThat(session.path("acr").asText()).isEqualTo("urn:mace:incommon:iap:silver");
        assertThat(session.path("amr").toString()).isEqualTo("[\"pwd\",\"otp\"]");
    }

    @Test
    @Requirement({"RISC-2-1", "SET-2.2-3"})
    void anEventWithoutMembersHasAnEmptyPayloadAndNotNull() {
        for (Event event : List.of(
                new RiscEvent.AccountCredentialChangeRequired(Members.NONE),
                new RiscEvent.AccountPurged(Members.NONE),
                new RiscEvent.AccountEnabled(Members.NONE),
                new RiscEvent.AccountDisabled(null, Members.NONE),
                new RiscEvent.IdentifierRecycled(Members.NONE),
                new RiscEvent.OptIn(Members.NONE),
                new RiscEvent.OptOutInitiated(Members.NONE),
                new RiscEvent.OptOutCancelled(Members.NONE),
                new RiscEvent.OptOutEffective(Members.NONE),
                new RiscEvent.RecoveryActivated(Members.NONE),
                new RiscEvent.RecoveryInformationChanged(Members.NONE))) {
            assertThat(payload(event).toString()).as(event.type().shortName()).isEqualTo("{}");
        }
    }

    @Test
    @Requirement({"RISC-2.5-1", "RISC-2.6-1", "A-29"})
    void whatHappensToAnIdentifierIsToldOfAnIdentifier() {
        for (Event event : List.of(
                new RiscEvent.IdentifierChanged("new@acme.example", Members.NONE),
                new RiscEvent.IdentifierRecycled(Members.NONE))) {
            for (SimpleSubject good : List.of(ALICE, new SimpleSubject.PhoneNumber("+12065550100"))) {
                assertThat(SetWriter.SSF_1_0
                                .claims(Events.claims(good, event))
                                .path("sub_id")
                                .path("format")
                                .asText())
                        .isIn("email", "phone_number");
            }
            assertThatThrownBy(() -> SetWriter.SSF_1_0.claims(
                            Events.claims(new SimpleSubject.IssSub("https://idp.example", "u1"), event)))
                    .as(event.type().shortName())
                    .isInstanceOf(InexpressibleException.class)
                    .hasMessageContaining("iss_sub")
                    .hasMessageContaining("email or phone_number");
        }
    }

    @Test
    @Requirement("RISC-2.7-1")
    void aCompromiseNamesTheCredentialAndWhenItWasFound() {
        JsonNode told = payload(new RiscEvent.CredentialCompromise(
                "password",
                new Circumstances(Events.HAPPENED, null, LocalizedText.NONE, LocalizedText.NONE),
                Members.NONE));

        assertThat(told.path("credential_type").asText()).isEqualTo("password");
        assertThat(told.path("event_timestamp").longValue()).isEqualTo(Events.HAPPENED.getEpochSecond());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    @Requirement("RISC-2.11-1")
    void theDeprecatedEventIsNeitherOfferedNorSent(Dialect dialect) {
        assertThat(EventType.STANDARD).doesNotContain(EventType.SESSIONS_REVOKED);
        assertThatThrownBy(() -> SetProfile.writer(dialect)
                        .claims(Events.claims(ALICE, new RiscEvent.SessionsRevoked(Members.NONE))))
                .isInstanceOf(InexpressibleException.class)
                .hasMessageContaining("sessions-revoked");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    @Requirement("RISC-3.1-1")
    void noDialectSaysSubjectType(Dialect dialect) {
        SetWriter writer = SetProfile.writer(dialect);
        for (Map.Entry<String, SetClaims> each : Events.all().entrySet()) {
            if (writer.knows(each.getValue().events().getFirst().type())) {
                assertThat(writer.claims(each.getValue()).toString())
                        .as(each.getKey())
                        .doesNotContain("subject_type");
            }
        }
    }

    @Test
    @Requirement({"IOP-2.2-1", "IOP-3-1", "IOP-3.1-1", "IOP-3.2-1", "IOP-3.3-1", "IOP-3.4-1"})
    void theEventsOfTheProfilesUseCasesAlwaysGiveAReason() {
        for (Event event : List.of(
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE),
                new CaepEvent.CredentialChange(
                        "password", ChangeType.UPDATE, null, null, null, null, Circumstances.NONE, Members.NONE),
                new CaepEvent.DeviceComplianceChange(
                        ComplianceStatus.COMPLIANT, ComplianceStatus.NOT_COMPLIANT, Circumstances.NONE, Members.NONE),
                new CaepEvent.RiskLevelChange(
                        "USER", CaepRiskLevel.HIGH, null, null, Circumstances.NONE, Members.NONE))) {
            JsonNode reason = SetProfile.writer(Dialect.CAEP_INTEROP)
                    .claims(Events.claims(ALICE, event))
                    .path("events")
                    .path(event.type().uri())
                    .path("reason_admin");
            assertThat(reason.isObject()).as(event.type().shortName()).isTrue();
            assertThat(reason.path("en").asText()).isNotBlank();
        }
    }

    @Test
    @Requirement({"IOP-2.6-1", "IOP-2.6-2", "A-26"})
    void theProfileSignsWithRs256Only() {
        assertThat(Dialect.CAEP_INTEROP.algorithms())
                .containsExactly(io.tocsin.schemas.receiver.SigningAlgorithm.RS256);
    }
}
