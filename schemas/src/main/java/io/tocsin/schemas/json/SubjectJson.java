// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Account;
import io.tocsin.schemas.subject.SimpleSubject.Aliases;
import io.tocsin.schemas.subject.SimpleSubject.Did;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IpAddresses;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.JwtId;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.PhoneNumber;
import io.tocsin.schemas.subject.SimpleSubject.SamlAssertionId;
import io.tocsin.schemas.subject.SimpleSubject.UnknownFormat;
import io.tocsin.schemas.subject.SimpleSubject.Uri;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.subject.SubjectFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Subject identifiers from and to JSON (RFC 9493 §3, SSF 1.0 §3).
 *
 * <p>Read as well, never written: {@code subject_type} in place of {@code format}, {@code iss-sub} for {@code iss_sub},
 * the format or member {@code phone} for {@code phone_number}, telephone numbers with separators, and a complex subject
 * that does not say it is one. Members that a known format does not define are dropped; a format that is not known is
 * kept whole.
 */
public final class SubjectJson {
    private static final String FORMAT = "format";
    private static final String LEGACY_FORMAT = "subject_type";

    private SubjectJson() {}

    /** Throws {@link MalformedException}. */
    public static Subject read(JsonNode node) {
        return read(node, "subject");
    }

    /** As {@link #read(JsonNode)}; {@code where} names the object in messages. */
    public static Subject read(@Nullable JsonNode node, String where) {
        JsonObject object = JsonObject.of(node, where);
        String format = format(object);
        if (format == null) {
            return unnamed(object);
        }
        return format.equals(SubjectFormat.COMPLEX.name()) ? complex(object) : simple(object, format);
    }

    private static @Nullable String format(JsonObject object) {
        String member = object.has(FORMAT) || !object.has(LEGACY_FORMAT) ? FORMAT : LEGACY_FORMAT;
        if (!object.has(member)) {
            object.take(member);
            return null;
        }
        return switch (object.text(member)) {
            case "iss-sub" -> "iss_sub";
            case "phone" -> "phone_number";
            case String format -> format;
        };
    }

    /** As the drafts have complex subjects; one whose members are no objects is a simple one that forgot its format. */
    private static ComplexSubject unnamed(JsonObject object) {
        if (object.rest().values().values().stream().anyMatch(member -> member.isValueNode() && !member.isNull())) {
            throw object.wrong(FORMAT, "the name of a format");
        }
        return complex(object);
    }

    private static ComplexSubject complex(JsonObject object) {
        Map<String, SimpleSubject> members = new TreeMap<>();
        object.rest().values().forEach((name, value) -> {
            if (!value.isNull()) {
                members.put(name, simple(value, object.where() + "." + name));
            }
        });
        if (members.isEmpty()) {
            throw object.wrong(FORMAT, "the name of a format, and for \"complex\" at least one member");
        }
        return new ComplexSubject(members);
    }

    private static SimpleSubject simple(JsonNode node, String where) {
        JsonObject object = JsonObject.of(node, where);
        String format = format(object);
        if (format == null) {
            throw object.wrong(FORMAT, "the name of a format");
        }
        if (format.equals(SubjectFormat.COMPLEX.name())) {
            throw object.wrongWord(FORMAT, "the format of a simple identifier, complex subjects do not nest");
        }
        return simple(object, format);
    }

    private static SimpleSubject simple(JsonObject object, String format) {
        return switch (format) {
            case "account" -> new Account(object.text("uri"));
            case "email" -> new Email(object.text("email"));
            case "iss_sub" -> new IssSub(object.text("iss"), object.text("sub"));
            case "opaque" -> new Opaque(object.text("id"));
            case "phone_number" -> phone(object);
            case "did" -> new Did(object.text("url"));
            case "uri" -> new Uri(object.text("uri"));
            case "aliases" -> aliases(object);
            case "jwt_id" -> new JwtId(object.text("iss"), object.text("jti"));
            case "saml_assertion_id" -> new SamlAssertionId(object.text("issuer"), object.text("assertion_id"));
            case "ip-addresses" -> ipAddresses(object);
            default -> new UnknownFormat(new SubjectFormat(format), object.rest());
        };
    }

    private static PhoneNumber phone(JsonObject object) {
        String member = object.has("phone_number") || !object.has("phone") ? "phone_number" : "phone";
        String number = object.text(member).replaceAll("[ ().-]", "");
        if (number.isEmpty()) {
            throw object.wrong(member, "a telephone number");
        }
        return new PhoneNumber(number);
    }

    private static Aliases aliases(JsonObject object) {
        JsonNode identifiers = object.take("identifiers");
        if (identifiers == null || !identifiers.isArray() || identifiers.isEmpty()) {
            throw object.wrong("identifiers", "an array of at least one identifier");
        }
        List<SimpleSubject> read = new ArrayList<>(identifiers.size());
        for (JsonNode identifier : identifiers) {
            String where = object.where() + ".identifiers[" + read.size() + "]";
            SimpleSubject subject = simple(identifier, where);
            if (subject instanceof Aliases) {
                throw new MalformedException(where + ": found aliases, expected another format, aliases do not nest");
            }
            read.add(subject);
        }
        return new Aliases(read);
    }

    private static IpAddresses ipAddresses(JsonObject object) {
        List<String> addresses = object.texts("ip-addresses");
        if (addresses.isEmpty()) {
            throw object.wrong("ip-addresses", "an array of at least one address");
        }
        return new IpAddresses(addresses);
    }

    public static ObjectNode write(Subject subject) {
        ObjectNode node = Json.object().put(FORMAT, subject.format().name());
        switch (subject) {
            case ComplexSubject complex -> complex.members().forEach((name, member) -> node.set(name, write(member)));
            case Account account -> node.put("uri", account.uri());
            case Email email -> node.put("email", email.email());
            case IssSub issSub -> node.put("iss", issSub.iss()).put("sub", issSub.sub());
            case Opaque opaque -> node.put("id", opaque.id());
            case PhoneNumber phone -> node.put("phone_number", phone.phoneNumber());
            case Did did -> node.put("url", did.url());
            case Uri uri -> node.put("uri", uri.uri());
            case Aliases aliases -> {
                ArrayNode identifiers = node.putArray("identifiers");
                aliases.identifiers().forEach(identifier -> identifiers.add(write(identifier)));
            }
            case JwtId jwt -> node.put("iss", jwt.iss()).put("jti", jwt.jti());
            case SamlAssertionId saml -> node.put("issuer", saml.issuer()).put("assertion_id", saml.assertionId());
            case IpAddresses ip -> {
                ArrayNode addresses = node.putArray("ip-addresses");
                ip.ipAddresses().forEach(addresses::add);
            }
            case UnknownFormat unknown -> unknown.other().values().forEach(node::putIfAbsent);
        }
        return node;
    }
}
