// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.PhoneNumber;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.subject.SubjectFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectJsonTest {
    static Stream<Arguments> everyFormat() {
        return Stream.of(
                vector(
                        "{'format':'account','uri':'acct:a@example.org'}",
                        new SimpleSubject.Account("acct:a@example.org")),
                vector("{'format':'email','email':'a@example.org'}", new Email("a@example.org")),
                vector("{'format':'iss_sub','iss':'https://i','sub':'1'}", new IssSub("https://i", "1")),
                vector("{'format':'opaque','id':'x'}", new Opaque("x")),
                vector("{'format':'phone_number','phone_number':'+4930123'}", new PhoneNumber("+4930123")),
                vector("{'format':'did','url':'did:example:1#2'}", new SimpleSubject.Did("did:example:1#2")),
                vector("{'format':'uri','uri':'urn:x'}", new SimpleSubject.Uri("urn:x")),
                vector(
                        "{'format':'aliases','identifiers':[{'format':'email','email':'a@b'},{'format':'opaque','id':'x'}]}",
                        new SimpleSubject.Aliases(List.of(new Email("a@b"), new Opaque("x")))),
                vector("{'format':'jwt_id','iss':'https://i','jti':'j'}", new SimpleSubject.JwtId("https://i", "j")),
                vector(
                        "{'format':'saml_assertion_id','issuer':'https://i','assertion_id':'a'}",
                        new SimpleSubject.SamlAssertionId("https://i", "a")),
                vector(
                        "{'format':'ip-addresses','ip-addresses':['192.0.2.1','2001:db8::1']}",
                        new SimpleSubject.IpAddresses(List.of("192.0.2.1", "2001:db8::1"))),
                vector(
                        "{'format':'scim','uri':'/Users/1'}",
                        new SimpleSubject.UnknownFormat(
                                new SubjectFormat("scim"), new Members(Map.of("uri", Json.parse("\"/Users/1\""))))),
                vector(
                        "{'format':'complex','device':{'format':'opaque','id':'D'},'user':{'format':'email','email':'a@b'}}",
                        new ComplexSubject(Map.of("user", new Email("a@b"), "device", new Opaque("D")))));
    }

    @ParameterizedTest
    @MethodSource("everyFormat")
    @Requirement({"SSF-3.4-1", "SUBID-3-1", "SSF-3.3-1", "SSF-3.3-2"})
    void everyFormatIsReadAndWrittenAsItsStandardSpellsIt(String json, Subject subject) {
        assertThat(SubjectJson.read(Json.parse(json))).isEqualTo(subject);
        assertThat(Json.write(SubjectJson.write(subject))).isEqualTo(json);
    }

    static Stream<Arguments> tolerated() {
        return Stream.of(
                vector("{'subject_type':'iss-sub','iss':'https://i','sub':'1'}", new IssSub("https://i", "1")),
                vector("{'subject_type':'email','email':'a@b'}", new Email("a@b")),
                vector("{'format':'phone','phone':'+1 (206) 555-0100'}", new PhoneNumber("+12065550100")),
                vector("{'format':'phone','phone_number':'+12065550100'}", new PhoneNumber("+12065550100")),
                vector("{'format':'phone_number','phone':'+1.206.555'}", new PhoneNumber("+1206555")),
                vector("{'format':'email','email':'a@b','verified':true}", new Email("a@b")),
                vector(
                        "{'user':{'format':'email','email':'a@b'},'device':{'format':'opaque','id':'D'}}",
                        new ComplexSubject(Map.of("user", new Email("a@b"), "device", new Opaque("D")))),
                vector(
                        "{'format':'complex','user':{'format':'email','email':'a@b'},'tenant':null}",
                        new ComplexSubject(Map.of("user", new Email("a@b")))),
                vector(
                        "{'format':'complex','session':{'format':'opaque','id':'ALL'}}",
                        new ComplexSubject(Map.of("session", new Opaque("ALL")))));
    }

    @ParameterizedTest
    @MethodSource("tolerated")
    void whatOthersSendIsReadAsWhatTheyMean(String json, Subject subject) {
        assertThat(SubjectJson.read(Json.parse(json))).isEqualTo(subject);
    }

    private static Arguments vector(String json, Subject subject) {
        return Arguments.of(json.replace('\'', '"'), subject);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'text'                                      | sub_id: found a string, expected an object
                    []                                          | sub_id: found an empty array, expected an object
                    {}                                          | sub_id.format: found nothing, expected the name of a format, and for "complex" at least one member
                    {'email':'a@b'}                             | sub_id.format: found nothing, expected the name of a format
                    {'format':7}                                | sub_id.format: found a number, expected a non-empty string
                    {'format':''}                               | sub_id.format: found an empty string, expected a non-empty string
                    {'format':'email'}                          | sub_id.email: found nothing, expected a non-empty string
                    {'format':'email','email':null}             | sub_id.email: found null, expected a non-empty string
                    {'format':'email','email':['a@b']}          | sub_id.email: found an array, expected a non-empty string
                    {'format':'iss_sub','iss':'x'}              | sub_id.sub: found nothing, expected a non-empty string
                    {'format':'saml_assertion_id','iss':'x'}    | sub_id.issuer: found nothing, expected a non-empty string
                    {'format':'ip-addresses','ip-addresses':[]} | sub_id.ip-addresses: found an empty array, expected an array of at least one address
                    {'format':'aliases','identifiers':[]}       | sub_id.identifiers: found an empty array, expected an array of at least one identifier
                    {'format':'aliases','identifiers':[{'format':'aliases','identifiers':[{'format':'opaque','id':'1'}]}]} | sub_id.identifiers[0]: found aliases, expected another format, aliases do not nest
                    {'format':'complex','user':'bob'}           | sub_id.user: found a string, expected an object
                    {'format':'complex','user':{'id':'bob'}}    | sub_id.user.format: found nothing, expected the name of a format
                    {'format':'complex','user':{'format':'complex','user':{'format':'opaque','id':'1'}}} | sub_id.user.format: found "complex", expected the format of a simple identifier, complex subjects do not nest
                    """)
    @Requirement({"SUBID-3-1", "SUBID-3.2-1", "SUBID-3.2.8-1", "SSF-3.3-1"})
    void aMalformedSubjectIsRefusedWithWhereAndWhatAndWhatInstead(String json, String message) {
        assertThatThrownBy(() -> SubjectJson.read(Json.parse(json.replace('\'', '"')), "sub_id"))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    void aMessageNeverShowsAnIdentifier() {
        assertThatThrownBy(
                        () -> SubjectJson.read(Json.parse("{\"format\":\"complex\",\"user\":\"alice@example.org\"}")))
                .hasMessageNotContaining("alice");
    }
}
