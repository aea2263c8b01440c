// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.json.EventJson;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.transmitter.lane.Sets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every event type of CAEP 1.0 and RISC 1.0 as an operator may put it on the topic: what fits its definition becomes a
 * SET, what does not is refused when it is read or set aside before it reaches a stream.
 */
@Requirement({
    "CAEP-2-1",
    "CAEP-2-2",
    "CAEP-2-3",
    "CAEP-2-4",
    "CAEP-3.3.1-1",
    "CAEP-3.5-1",
    "RISC-2-1",
    "RISC-2.5-1",
    "RISC-2.6-1",
    "RISC-2.7-1",
    "RISC-2.11-1",
    "A-29",
    "A-35",
    "A-36"
})
class EventRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
    private static final String GOOD = "good";

    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "session-revoked | {} | good",
                "session-revoked | {'event_timestamp':1789001200,'initiating_entity':'admin','reason_admin':{'en':'x'}} | good",
                "session-revoked | {'initiating_entity':'somebody'} | bad",
                "session-revoked | {'reason_admin':{'en':' '}} | bad",
                "session-revoked | {'event_timestamp':'yesterday'} | bad",
                "token-claims-change | {'claims':{'role':'ro'}} | good",
                "token-claims-change | {'claims':{}} | bad",
                "token-claims-change | {} | bad",
                "credential-change | {'credential_type':'fido2-roaming','change_type':'revoke'} | good",
                "credential-change | {'credential_type':'ours','change_type':'create'} | good",
                "credential-change | {'credential_type':'password'} | bad",
                "credential-change | {'change_type':'revoke'} | bad",
                "credential-change | {'credential_type':'password','change_type':'lose'} | bad",
                "credential-change | {'credential_type':' ','change_type':'revoke'} | bad",
                "assurance-level-change | {'namespace':'NIST-AAL','current_level':'nist-aal2'} | good",
                "assurance-level-change | {'namespace':'NIST-AAL'} | bad",
                "assurance-level-change | {'current_level':'nist-aal2'} | bad",
                "assurance-level-change | {'namespace':'NIST-AAL','current_level':'2','change_direction':'up'} | bad",
                "device-compliance-change | {'previous_status':'compliant','current_status':'not-compliant'} | good",
                "device-compliance-change | {'current_status':'not-compliant'} | bad",
                "device-compliance-change | {'previous_status':'compliant','current_status':'not_compliant'} | bad",
                "session-established | {'fp_ua':'a','acr':'1','amr':['pwd'],'ext_id':'x'} | good",
                "session-established | {} | good",
                "session-established | {'amr':[7]} | bad",
                "session-presented | {'fp_ua':'a','ext_id':'x'} | good",
                "risk-level-change | {'principal':'USER','current_level':'HIGH','previous_level':'LOW'} | good",
                "risk-level-change | {'principal':'USER'} | bad",
                "risk-level-change | {'current_level':'HIGH'} | bad",
                "risk-level-change | {'principal':'user','current_level':'HIGH'} | bad",
                "risk-level-change | {'principal':'USER','current_level':'high'} | bad"
            })
    void caepEventsFitTheirDefinitionsOrAreNotSent(String type, String payload, String verdict) {
        sent(CAEP + type, payload, "{'format':'iss_sub','iss':'https://idp.example','sub':'u'}", verdict);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "account-credential-change-required | {} | email | good",
                "account-purged | {} | email | good",
                "account-disabled | {} | email | good",
                "account-disabled | {'reason':'hijacking'} | email | good",
                "account-disabled | {'reason':'bulk-account'} | email | good",
                "account-disabled | {'reason':'holiday'} | email | bad",
                "account-enabled | {} | email | good",
                "identifier-changed | {'new-value':'b@example.org'} | email | good",
                "identifier-changed | {} | phone | good",
                "identifier-changed | {} | opaque | bad",
                "identifier-recycled | {} | email | good",
                "identifier-recycled | {} | opaque | bad",
                "credential-compromise | {'credential_type':'password'} | email | good",
                "credential-compromise | {} | email | bad",
                "opt-in | {} | email | good",
                "opt-out-initiated | {} | email | good",
                "opt-out-cancelled | {} | email | good",
                "opt-out-effective | {} | email | good",
                "recovery-activated | {} | email | good",
                "recovery-information-changed | {} | email | good",
                "recovery-information-changed | {} | badphone | bad",
                "sessions-revoked | {} | email | bad"
            })
    void riscEventsFitTheirDefinitionsOrAreNotSent(String type, String payload, String format, String verdict) {
        String subject = switch (format) {
            case "email" -> "{'format':'email','email':'a@example.org'}";
            case "phone" -> "{'format':'phone_number','phone_number':'+12065550100'}";
            case "badphone" -> "{'format':'phone_number','phone_number':'12065550100'}";
            default -> "{'format':'opaque','id':'x'}";
        };
        sent(RISC + type, payload, subject, verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "urn:example:ours                                                  | good",
                "not-a-uri                                                         | bad",
                "https://schemas.openid.net/secevent/ssf/event-type/verification   | bad"
            })
    @Requirement("SET-2.2-3")
    void ownTypesAreUrisAndNoneOfTheStreamsOwn(String type, String verdict) {
        sent(type, "{}", "{'format':'opaque','id':'x'}", verdict);
    }

    @Test
    void everyStandardTypeIsInTheseTables() throws NoSuchMethodException {
        Set<String> tried = new HashSet<>();
        for (var method : EventRulesTest.class.getDeclaredMethods()) {
            CsvSource table = method.getAnnotation(CsvSource.class);
            if (table != null) {
                Arrays.stream(table.value())
                        .filter(row -> row.endsWith(GOOD))
                        .forEach(row -> tried.add(row.split(" ", 2)[0]));
            }
        }
        assertThat(tried)
                .containsAll(
                        EventType.STANDARD.stream().map(EventType::shortName).toList());
    }

    private void sent(String type, String payload, String subject, String verdict) {
        EventType eventType = new EventType(type);
        rig.register(Sets.wanting("a", "acme", List.of(eventType)));
        Event event;
        try {
            event = EventJson.read(eventType, json(payload));
        } catch (MalformedException refusedWhenRead) {
            assertThat(verdict).as(refusedWhenRead.getMessage()).isEqualTo("bad");
            return;
        }
        rig.emit(new SecurityEvent(
                "e1",
                new CanonicalId("acme", PrincipalKind.USER, "u"),
                SubjectJson.read(json(subject)),
                event,
                "t1",
                Sets.ISSUED,
                LatencyStamps.NONE));

        if (verdict.equals(GOOD)) {
            assertThat(rig.pushed())
                    .singleElement()
                    .satisfies(pushed -> assertThat(pushed.claims().events()).containsExactly(event));
        } else {
            assertThat(rig.pushed()).isEmpty();
            assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.origin()).isEqualTo("FanOut");
                assertThat(letter.reason()).contains("expected");
            });
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
