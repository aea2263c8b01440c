// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.event.UnknownEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetClaimsJsonTest {
    private static final String SESSION_REVOKED = """
            { "iss": "https://hub.example.org/t/acme", "aud": "https://rx.example.net", "iat": 1789001234,
              "jti": "8c1d5b0e-6c1f-4b5e-9f0e-1f7f4d6f2a11", "txn": "case-55120",
              "sub_id": { "format": "complex",
                "session": { "format": "opaque", "id": "sess-77" },
                "user": { "format": "iss_sub", "iss": "https://idp.example.org", "sub": "u-1842" } },
              "events": { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {
                  "event_timestamp": 1789001200, "initiating_entity": "admin",
                  "reason_admin": { "en": "Account under investigation" } } } }
            """;

    private static final String VERIFICATION = """
            { "iss": "https://hub.example.org/t/acme", "aud": "https://rx.example.net", "iat": 1789000000,
              "jti": "5f0c6f3e-vrf", "sub_id": { "format": "opaque", "id": "s-9Qm2vT0a" },
              "events": { "https://schemas.openid.net/secevent/ssf/event-type/verification": { "state": "b64-31c9" } } }
            """;

    @Test
    @Requirement({"SSF-3.1-1", "SET-2.2-3"})
    void aSessionRevokedSetIsReadAndWrittenAsTheStandardsShowIt() {
        SetClaims claims = new SetClaims(
                "https://hub.example.org/t/acme",
                List.of("https://rx.example.net"),
                Instant.ofEpochSecond(1789001234),
                "8c1d5b0e-6c1f-4b5e-9f0e-1f7f4d6f2a11",
                "case-55120",
                null,
                new ComplexSubject(Map.of(
                        "user", new IssSub("https://idp.example.org", "u-1842"), "session", new Opaque("sess-77"))),
                List.of(new SessionRevoked(
                        new Circumstances(
                                Instant.ofEpochSecond(1789001200),
                                InitiatingEntity.ADMIN,
                                LocalizedText.english("Account under investigation"),
                                LocalizedText.NONE),
                        Members.NONE)),
                Members.NONE);
        assertThat(SetClaimsJson.read(Json.parse(SESSION_REVOKED))).isEqualTo(claims);
        assertThat(Json.write(SetClaimsJson.write(claims))).isEqualTo(Json.write(Json.parse(SESSION_REVOKED)));
    }

    @Test
    @Requirement("SSF-8.1.4.1-1")
    void aVerificationSetIsReadAndWrittenAsTheStandardShowsIt() {
        SetClaims claims = SetClaimsJson.read(Json.parse(VERIFICATION));
        assertThat(claims.events()).containsExactly(new SsfEvent.Verification("b64-31c9", Members.NONE));
        assertThat(claims.subId()).isEqualTo(new Opaque("s-9Qm2vT0a"));
        assertThat(Json.write(SetClaimsJson.write(claims))).isEqualTo(Json.write(Json.parse(VERIFICATION)));
    }

    @Test
    @Requirement("SSF-4.1.8-1")
    void oneAudienceIsAStringAndSeveralAreAnArray() {
        SetClaims several = read("aud", "[\"a\",\"b\"]");
        assertThat(several.aud()).containsExactly("a", "b");
        assertThat(SetClaimsJson.write(several).get("aud")).isEqualTo(Json.parse("[\"a\",\"b\"]"));
        SetClaims one = read("aud", "[\"a\"]");
        assertThat(SetClaimsJson.write(one).get("aud")).isEqualTo(Json.parse("\"a\""));
    }

    @Test
    void fractionsOfASecondAreReadAndNotWritten() {
        SetClaims claims = read("iat", "1789001234.75");
        assertThat(claims.iat()).isEqualTo("2026-09-10T00:47:14.750Z");
        assertThat(Json.write(SetClaimsJson.write(claims).get("iat"))).isEqualTo("1789001234");
    }

    @Test
    void aSubjectInsideTheEventIsReadWhereThereIsNoOther() {
        String legacy = """
                { "iss": "https://acme.okta.example", "jti": "24c6", "iat": 1772440622, "aud": "https://hub/caep",
                  "events": { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {
                    "subject": { "format": "iss_sub", "iss": "https://acme.okta.example", "sub": "00u1" },
                    "reason_admin": { "en": "User logout from Okta" }, "event_timestamp": 1772440622300 } } }
                """;
        SetClaims claims = SetClaimsJson.read(Json.parse(legacy));
        assertThat(claims.subId()).isEqualTo(new IssSub("https://acme.okta.example", "00u1"));
        assertThat(claims.events().getFirst().type()).isEqualTo(EventType.SESSION_REVOKED);
    }

    @Test
    void theTopLevelSubjectWins() {
        ObjectNode both = node(SESSION_REVOKED);
        ((ObjectNode) both.get("events").elements().next())
                .set("subject", Json.parse("{\"format\":\"opaque\",\"id\":\"other\"}"));
        assertThat(SetClaimsJson.read(both).subId()).isInstanceOf(ComplexSubject.class);
    }

    @Test
    @Requirement({"SSF-4.1.2-1", "SSF-4.1.7-1"})
    void forbiddenClaimsAreShownToTheReaderAndNeverWritten() {
        ObjectNode node = node(SESSION_REVOKED);
        node.put("sub", "u-1842").put("exp", 1).put("extra", true);
        SetClaims claims = SetClaimsJson.read(node);
        assertThat(claims.other().values()).containsOnlyKeys("sub", "exp", "extra");
        assertThat(SetClaimsJson.write(claims).properties().stream().map(Map.Entry::getKey))
                .contains("extra")
                .doesNotContain("sub", "exp");
    }

    @Test
    void unknownEventsAndSeveralEventsAreRead() {
        SetClaims claims = read("events", "{\"urn:a\":{\"x\":1},\"urn:b\":{}}");
        assertThat(claims.events())
                .containsExactly(
                        new UnknownEvent(new EventType("urn:a"), new Members(Map.of("x", Json.parse("1")))),
                        new UnknownEvent(new EventType("urn:b"), Members.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    iss    |                     | claims.iss: found nothing, expected a non-empty string
                    iss    | 5                   | claims.iss: found a number, expected a non-empty string
                    aud    |                     | claims.aud: found nothing, expected a non-empty string or an array of them
                    aud    | []                  | claims.aud: found an empty array, expected a non-empty string or an array of them
                    aud    | {}                  | claims.aud: found an object, expected a string or an array of strings
                    aud    | ['a',1]             | claims.aud: found a number in the array, expected strings only
                    iat    |                     | claims.iat: found nothing, expected a number of seconds since the epoch
                    iat    | '1789001234'        | claims.iat: found a string, expected a number of seconds since the epoch
                    jti    | ''                  | claims.jti: found an empty string, expected a non-empty string
                    txn    | 17                  | claims.txn: found a number, expected a string
                    sub_id |                     | claims.sub_id: found nothing, expected an object
                    sub_id | {'format':'opaque'} | claims.sub_id.id: found nothing, expected a non-empty string
                    events |                     | claims.events: found nothing, expected an object with one event, named by its type
                    events | {}                  | claims.events: found an object, expected an object with one event, named by its type
                    events | {'urn:x':null}      | urn:x: found null, expected an object
                    events | [1]                 | claims.events: found an array, expected an object with one event, named by its type
                    """)
    void aMalformedClaimIsRefusedWithWhereAndWhatAndWhatInstead(String claim, String value, String message) {
        assertThatThrownBy(() -> read(claim, value == null ? null : value.replace('\'', '"')))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    private static SetClaims read(String claim, String value) {
        ObjectNode node = node(SESSION_REVOKED);
        node.remove(claim);
        if (value != null) {
            node.set(claim, Json.parse(value));
        }
        return SetClaimsJson.read(node);
    }

    private static ObjectNode node(String json) {
        return (ObjectNode) Json.parse(json);
    }
}
