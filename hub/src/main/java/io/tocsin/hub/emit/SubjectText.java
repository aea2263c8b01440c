// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Account;
import io.tocsin.schemas.subject.SimpleSubject.Did;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.PhoneNumber;
import io.tocsin.schemas.subject.SimpleSubject.Uri;
import io.tocsin.schemas.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Subjects as people type them: JSON, or a short form.
 *
 * <ul>
 *   <li>{@code email:alice@acme.example}, {@code phone_number:+1…}, {@code account:acct:…}, {@code iss_sub:ISS,SUB},
 *       {@code opaque:ID}, {@code uri:…}, {@code did:…}: a simple subject
 *   <li>{@code session:ID}, {@code device:ID}, {@code user:email:…}, {@code tenant:ID}: one member of a complex one, of
 *       format {@code opaque} unless it says another
 *   <li>several of them with {@code /} between: a complex subject; a simple subject among them is its user
 * </ul>
 */
public final class SubjectText {
    private static final String FORMATS = "email|phone_number|account|iss_sub|opaque|uri|did";
    private static final String MEMBERS = "user|device|session|application|tenant|org_unit|group";
    private static final Pattern NEXT = Pattern.compile("/(?=(?:" + FORMATS + "|" + MEMBERS + "):)");

    private SubjectText() {}

    /** Throws {@link IllegalArgumentException} that says what was expected, without what was typed. */
    public static Subject parse(String text) {
        if (text.startsWith("{")) {
            return SubjectJson.read(Json.parse(text));
        }
        List<String> parts = NEXT.splitAsStream(text).toList();
        if (parts.size() == 1 && !name(parts.getFirst()).matches(MEMBERS)) {
            return simple(parts.getFirst());
        }
        Map<String, SimpleSubject> members = new TreeMap<>();
        for (String part : parts) {
            boolean named = name(part).matches(MEMBERS);
            String member = named ? name(part) : ComplexSubject.USER;
            SimpleSubject subject = named ? value(part) : simple(part);
            if (members.putIfAbsent(member, subject) != null) {
                throw new IllegalArgumentException("subject has two members \"" + member + "\", expected one");
            }
        }
        return new ComplexSubject(members);
    }

    /** As it goes into a SET. */
    public static String json(Subject subject) {
        ObjectNode node = SubjectJson.write(subject);
        return Json.write(node);
    }

    private static SimpleSubject value(String part) {
        String value = part.substring(part.indexOf(':') + 1);
        return name(value).matches(FORMATS) ? simple(value) : new Opaque(value);
    }

    private static SimpleSubject simple(String part) {
        String value = part.substring(part.indexOf(':') + 1);
        return switch (name(part)) {
            case "email" -> new Email(value);
            case "phone_number" -> new PhoneNumber(value);
            case "account" -> new Account(value);
            case "iss_sub" -> issSub(value);
            case "opaque" -> new Opaque(value);
            case "uri" -> new Uri(value);
            case "did" -> new Did(value);
            case String other ->
                throw new IllegalArgumentException("subject is of no known form, expected JSON, or such as"
                        + " email:alice@acme.example, session:ID or email:alice@acme.example/device:SERIAL");
        };
    }

    private static IssSub issSub(String value) {
        int comma = value.lastIndexOf(',');
        if (comma < 0) {
            throw new IllegalArgumentException("iss_sub has no comma, expected iss_sub:ISSUER,SUBJECT");
        }
        return new IssSub(value.substring(0, comma), value.substring(comma + 1));
    }

    /** What stands before the first colon. */
    private static String name(String part) {
        int colon = part.indexOf(':');
        return colon < 0 ? "" : part.substring(0, colon);
    }
}
