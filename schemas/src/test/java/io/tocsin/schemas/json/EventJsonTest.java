// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
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
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
    private static final Circumstances NONE = Circumstances.NONE;

    static Stream<Arguments> vectors() {
        return Stream.of(
                vector(
                        "{'event_timestamp':1789001200,'initiating_entity':'admin','reason_admin':{'en':'Account under investigation'}}",
                        new SessionRevoked(
                                circumstances(1789001200, InitiatingEntity.ADMIN, "Account under investigation"),
                                Members.NONE)),
                vector(
                        "{'event_timestamp':1789002000,'initiating_entity':'user','reason_admin':{'en':'Key lost'},"
                                + "'credential_type':'fido2-roaming','change_type':'revoke','friendly_name':'blue key'}",
                        new CaepEvent.CredentialChange(
                                "fido2-roaming",
                                ChangeType.REVOKE,
                                "blue key",
                                null,
                                null,
                                null,
                                circumstances(1789002000, InitiatingEntity.USER, "Key lost"),
                                Members.NONE)),
                vector(
                        "{'previous_status':'compliant','current_status':'not-compliant'}",
                        new CaepEvent.DeviceComplianceChange(
                                ComplianceStatus.COMPLIANT, ComplianceStatus.NOT_COMPLIANT, NONE, Members.NONE)),
                vector(
                        "{'namespace':'NIST-AAL','current_level':'nist-aal2','previous_level':'nist-aal1','change_direction':'increase'}",
                        new CaepEvent.AssuranceLevelChange(
                                "NIST-AAL",
                                "nist-aal2",
                                "nist-aal1",
                                CaepEvent.ChangeDirection.INCREASE,
                                NONE,
                                Members.NONE)),
                vector(
                        "{'claims':{'role':'ro-admin'}}",
                        new CaepEvent.TokenClaimsChange(
                                Map.of("role", Json.parse("\"ro-admin\"")), NONE, Members.NONE)),
                vector(
                        "{'fp_ua':'abb0','acr':'AAL1','amr':['otp'],'ext_id':'12345'}",
                        new CaepEvent.SessionEstablished("abb0", "AAL1", List.of("otp"), "12345", NONE, Members.NONE)),
                vector(
                        "{'principal':'DEVICE','current_level':'LOW','previous_level':'HIGH','risk_reason':'PASSWORD_FOUND'}",
                        new CaepEvent.RiskLevelChange(
                                "DEVICE", CaepRiskLevel.LOW, CaepRiskLevel.HIGH, "PASSWORD_FOUND", NONE, Members.NONE)),
                vector("{'reason':'hijacking'}", new RiscEvent.AccountDisabled("hijacking", Members.NONE)),
                vector(
                        "{'new-value':'new.name@example.org'}",
                        new RiscEvent.IdentifierChanged("new.name@example.org", Members.NONE)),
                vector("{}", new RiscEvent.AccountPurged(Members.NONE)),
                vector("{}", new RiscEvent.OptOutCancelled(Members.NONE)),
                vector(
                        "{'credential_type':'password'}",
                        new RiscEvent.CredentialCompromise("password", NONE, Members.NONE)),
                vector("{'state':'b64-31c9'}", new SsfEvent.Verification("b64-31c9", Members.NONE)),
                vector("{}", new SsfEvent.Verification(null, Members.NONE)),
                vector(
                        "{'status':'paused','reason':'push endpoint unreachable'}",
                        new SsfEvent.StreamUpdated("paused", "push endpoint unreachable", Members.NONE)),
                vector(
                        "{'anything':[1,2.50,{'a':null}]}",
                        new UnknownEvent(
                                new EventType("urn:example:new"),
                                new Members(Map.of("anything", Json.parse("[1,2.50,{\"a\":null}]"))))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPayloadIsReadAndWrittenAsItsDefinitionSpellsIt(String json, Event event) {
        assertThat(EventJson.read(event.type(), Json.parse(json))).isEqualTo(event);
        assertThat(Json.write(EventJson.write(event))).isEqualTo(json);
    }

    private static Arguments vector(String json, Event event) {
        return Arguments.of(json.replace('\'', '"'), event);
    }

    private static Circumstances circumstances(long seconds, InitiatingEntity entity, String reason) {
        return new Circumstances(
                Instant.ofEpochSecond(seconds), entity, LocalizedText.english(reason), LocalizedText.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1772440622, 2026-03-02T08:37:02Z",
        "1772440622300, 2026-03-02T08:37:02.300Z",
        "1772440622.25, 2026-03-02T08:37:02.250Z",
        "1.772440622e9, 2026-03-02T08:37:02Z",
        "100000000000, 5138-11-16T09:46:40Z",
        "100000000001, 1973-03-03T09:46:40.001Z",
        "0, 1970-01-01T00:00:00Z",
    })
    void aTimeMayBeInSecondsOrMilliseconds(String number, Instant time) {
        assertThat(revoked("{\"event_timestamp\":" + number + "}").eventTimestamp())
                .isEqualTo(time);
    }

    @Test
    @Requirement({"CAEP-2-1", "A-34"})
    void aTimeIsWrittenInWholeSeconds() {
        var event = new SessionRevoked(
                new Circumstances(
                        Instant.parse("2026-03-02T08:37:02.999Z"), null, LocalizedText.NONE, LocalizedText.NONE),
                Members.NONE);
        assertThat(Json.write(EventJson.write(event))).isEqualTo("{\"event_timestamp\":1772440622}");
    }

    @Test
    void aReasonAsPlainTextIsReadAsOneOfUndeterminedLanguage() {
        assertThat(revoked("{\"reason_admin\":\"User logout\"}").reasonAdmin())
                .isEqualTo(new LocalizedText(Map.of("und", "User logout")));
    }

    @Test
    @Requirement({"CAEP-2-3", "A-35"})
    void anEmptyReasonIsReadAsNoneAndNeverWritten() {
        for (String empty : List.of("{}", "\"\"", "null", "{\"en\":null}")) {
            Event event = EventJson.read(EventType.SESSION_REVOKED, Json.parse("{\"reason_admin\":" + empty + "}"));
            assertThat(Json.write(EventJson.write(event))).isEqualTo("{}");
        }
    }

    @Test
    void membersNobodyDefinedAreCarriedThroughBehindThoseThatAreDefined() {
        String json =
                "{\"reason_admin\":{\"en\":\"x\"},\"subject\":{\"format\":\"opaque\",\"id\":\"1\"},\"zz\":[1.10,2]}";
        Event event = EventJson.read(EventType.SESSION_REVOKED, Json.parse(json));
        assertThat(event.other().values()).containsOnlyKeys("subject", "zz");
        assertThat(Json.write(EventJson.write(event))).isEqualTo(json);
    }

    @Test
    void aStatusObjectInPlaceOfTheStatusIsRead() {
        assertThat(EventJson.read(EventType.STREAM_UPDATED, Json.parse("{\"status\":{\"status\":\"paused\"}}")))
                .isEqualTo(new SsfEvent.StreamUpdated("paused", null, Members.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    session-revoked          | null                          | session-revoked: found null, expected an object
                    session-revoked          | []                            | session-revoked: found an empty array, expected an object
                    session-revoked          | {'event_timestamp':'12'}      | session-revoked.event_timestamp: found a string, expected a number of seconds since the epoch
                    session-revoked          | {'event_timestamp':-1}        | session-revoked.event_timestamp: found a number, expected seconds since the epoch, from 1970 to 9999
                    session-revoked          | {'event_timestamp':1e999999999} | session-revoked.event_timestamp: found a number, expected seconds since the epoch, from 1970 to 9999
                    session-revoked          | {'event_timestamp':1e-99999999} | session-revoked.event_timestamp: found a number, expected seconds since the epoch, from 1970 to 9999
                    session-revoked          | {'initiating_entity':'robot'} | session-revoked.initiating_entity: found "robot", expected one of admin, user, policy, system
                    session-revoked          | {'reason_admin':['x']}        | session-revoked.reason_admin: found an array, expected an object of strings by language tag
                    token-claims-change      | {'claims':{}}                 | token-claims-change.claims: found an object, expected an object of at least one claim
                    credential-change        | {'change_type':'revoke'}      | credential-change.credential_type: found nothing, expected a non-empty string
                    credential-change        | {'credential_type':'pin','change_type':'lost'} | credential-change.change_type: found "lost", expected one of create, revoke, update, delete
                    device-compliance-change | {'current_status':'compliant'} | device-compliance-change.previous_status: found nothing, expected one of compliant, not-compliant
                    device-compliance-change | {'previous_status':'compliant','current_status':'not_compliant'} | device-compliance-change.current_status: found "not_compliant", expected one of compliant, not-compliant
                    risk-level-change        | {'principal':'USER','current_level':'high'} | risk-level-change.current_level: found "high", expected one of LOW, MEDIUM, HIGH
                    session-established      | {'amr':[1]}                   | session-established.amr: found a number in the array, expected strings only
                    """)
    void aPayloadThatDoesNotFitIsRefusedWithWhereAndWhatAndWhatInstead(String type, String json, String message) {
        EventType eventType = new EventType("https://schemas.openid.net/secevent/caep/event-type/" + type);
        assertThatThrownBy(() -> EventJson.read(eventType, Json.parse(json.replace('\'', '"'))))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    void aWordInAMessageIsCutAndCannotBreakALog() {
        String long40 = "x".repeat(39) + "\\n" + "y".repeat(1000);
        assertThatThrownBy(() -> revoked("{\"initiating_entity\":\"" + long40 + "\"}"))
                .hasMessageContaining("\"" + "x".repeat(39) + "\\n…\"");
    }

    private static Circumstances revoked(String json) {
        return ((SessionRevoked) EventJson.read(EventType.SESSION_REVOKED, Json.parse(json))).circumstances();
    }
}
