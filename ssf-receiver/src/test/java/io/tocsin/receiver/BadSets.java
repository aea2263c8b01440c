// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static io.tocsin.receiver.rig.Signer.EC;
import static io.tocsin.receiver.rig.Signer.EC_384;
import static io.tocsin.receiver.rig.Signer.OTHER_RSA;
import static io.tocsin.receiver.rig.Signer.RSA;
import static io.tocsin.receiver.rig.Signer.WEAK_RSA;
import static io.tocsin.receiver.rig.Signer.header;
import static io.tocsin.receiver.rig.Signer.part;
import static io.tocsin.receiver.rig.Signer.sign;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.schemas.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every way in which a SET can be wrong, each with its code of RFC 8935 §2.4. */
abstract class BadSets extends VerificationScenario {
    private static String bent(Consumer<ObjectNode> change) {
        ObjectNode payload = good("bad");
        change.accept(payload);
        return sign(payload.toString());
    }

    private static String withHeader(String header) {
        return sign(header, good("bad").toString(), RSA, JWSAlgorithm.RS256);
    }

    private static String withPayload(String payload) {
        return sign(payload);
    }

    private static String hmac(String header) {
        try {
            String input = part(header) + "." + part(good("bad").toString());
            // the confusion attack: the public key as the secret
            byte[] secret = RSA.toRSAPublicKey().getEncoded();
            return input + "."
                    + new MACSigner(secret)
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arguments bad(String what, String err, Supplier<String> token) {
        return arguments(what, err, token);
    }

    static Stream<Arguments> badSets() {
        String request = "invalid_request";
        String key = "invalid_key";
        return Stream.of(
                bad("nothing", request, () -> ""),
                bad("no JWS", request, () -> "hello"),
                bad("two parts", request, () -> "e30.e30"),
                bad("four parts", request, () -> sign(good("bad").toString()) + ".x"),
                bad("a JWE", request, () -> "e30.e30.e30.e30.e30"),
                bad("an empty part", request, () -> part(header("RS256", "rsa-1")) + ".." + "c2ln"),
                bad("no signature", request, () -> {
                    String token = sign(good("bad").toString());
                    return token.substring(0, token.lastIndexOf('.') + 1);
                }),
                bad("padding", request, () -> part(header("RS256", "rsa-1")) + "=." + part("{}") + ".c2ln"),
                bad("spaces", request, () -> " " + sign(good("bad").toString())),
                bad("line breaks", request, () -> sign(good("bad").toString()) + "\n"),
                bad("a header that is no JSON", request, () -> withHeader("hello")),
                bad("a header that is an array", request, () -> withHeader("[]")),
                bad(
                        "a repeated header member",
                        request,
                        () -> withHeader(
                                "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"typ\":\"secevent+jwt\",\"kid\":\"rsa-1\"}")),
                bad(
                        "a huge header",
                        request,
                        () -> withHeader(
                                "{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"x\":\"" + "x".repeat(9000) + "\"}")),
                bad("no typ", request, () -> withHeader("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}")),
                bad(
                        "typ of an access token",
                        request,
                        () -> withHeader("{\"typ\":\"at+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}")),
                bad("typ JWT", request, () -> withHeader("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}")),
                bad(
                        "typ that only folds to the right one",
                        request,
                        () -> withHeader("{\"typ\":\"\u017fecevent+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}")),
                bad("typ that is a number", request, () -> withHeader("{\"typ\":1,\"alg\":\"RS256\"}")),
                bad(
                        "crit",
                        request,
                        () -> withHeader("{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-1\","
                                + "\"crit\":[\"b64\"],\"b64\":true}")),
                bad(
                        "a kid that is a number",
                        request,
                        () -> withHeader("{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"kid\":1}")),
                bad(
                        "alg none",
                        key,
                        () -> part(header("none", "rsa-1")) + "."
                                + part(good("bad").toString()) + ".c2ln"),
                bad(
                        "alg NONE",
                        key,
                        () -> part(header("NONE", "rsa-1")) + "."
                                + part(good("bad").toString()) + ".c2ln"),
                bad("HMAC with the public key", key, () -> hmac(header("HS256", "rsa-1"))),
                bad("no alg", key, () -> withHeader("{\"typ\":\"secevent+jwt\",\"kid\":\"rsa-1\"}")),
                bad(
                        "an alg not allowed here",
                        key,
                        () -> sign(header("RS512", "rsa-1"), good("bad").toString(), RSA, JWSAlgorithm.RS512)),
                bad(
                        "an alg for another type of key",
                        key,
                        () -> sign(header("ES256", "rsa-1"), good("bad").toString(), EC, JWSAlgorithm.ES256)),
                bad(
                        "an RSA alg on an EC key",
                        key,
                        () -> sign(header("RS256", "ec-1"), good("bad").toString(), RSA, JWSAlgorithm.RS256)),
                bad(
                        "the wrong curve",
                        key,
                        () -> sign(header("ES256", "ec-384"), good("bad").toString(), EC_384, JWSAlgorithm.ES384)),
                bad("an unknown kid", key, () -> withHeader(header("RS256", "who"))),
                bad("no kid among several keys", key, () -> withHeader("{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\"}")),
                bad(
                        "a weak key",
                        key,
                        () -> sign(header("RS256", "weak"), good("bad").toString(), WEAK_RSA, JWSAlgorithm.RS256)),
                bad(
                        "a foreign key under a known kid",
                        key,
                        () -> sign(header("RS256", "rsa-1"), good("bad").toString(), OTHER_RSA, JWSAlgorithm.RS256)),
                bad(
                        "a key in the header",
                        key,
                        () -> sign(
                                "{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-2\",\"jwk\":"
                                        + OTHER_RSA.toPublicJWK().toJSONString() + "}",
                                good("bad").toString(),
                                OTHER_RSA,
                                JWSAlgorithm.RS256)),
                bad(
                        "a jku in the header",
                        key,
                        () -> sign(
                                "{\"typ\":\"secevent+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa-2\",\"jku\":\"https://localhost/\"}",
                                good("bad").toString(),
                                OTHER_RSA,
                                JWSAlgorithm.RS256)),
                bad("a changed payload", key, () -> {
                    String[] parts = sign(good("bad").toString()).split("\\.", -1);
                    return parts[0] + "." + part(good("other").toString()) + "." + parts[2];
                }),
                bad("a payload that is no JSON", request, () -> withPayload("hello")),
                bad("a payload with something behind it", request, () -> withPayload(good("bad") + " {}")),
                bad(
                        "a repeated claim",
                        request,
                        () -> withPayload(
                                good("bad").toString().replaceFirst("\\{", "{\"iss\":\"https://else.example\","))),
                bad(
                        "a member repeated deep inside",
                        request,
                        () -> withPayload(good("bad")
                                .toString()
                                .replace("\"format\":\"opaque\"", "\"format\":\"opaque\",\"format\":\"x\""))),
                bad("endless nesting", request, () -> withPayload("{\"a\":".repeat(100) + "1" + "}".repeat(100))),
                bad("a foreign issuer", "invalid_issuer", () -> bent(p -> p.put("iss", "https://evil.example"))),
                bad(
                        "the issuer with a slash more",
                        "invalid_issuer",
                        () -> bent(p -> p.put("iss", transmitter.issuer() + "/"))),
                bad("no issuer", request, () -> bent(p -> p.remove("iss"))),
                bad("another audience", "invalid_audience", () -> bent(p -> p.put("aud", "https://else.example"))),
                bad("no audience", "invalid_audience", () -> bent(p -> p.remove("aud"))),
                bad("an empty list of audiences", "invalid_audience", () -> bent(p -> p.putArray("aud"))),
                bad("an audience that is a number", request, () -> bent(p -> p.put("aud", 1))),
                bad("no iat", request, () -> bent(p -> p.remove("iat"))),
                bad("iat as a string", request, () -> bent(p -> p.put("iat", "1789000000"))),
                bad("iat in the future", request, () -> bent(p -> p.put("iat", NOW.getEpochSecond() + 301))),
                bad("iat in milliseconds", request, () -> bent(p -> p.put("iat", NOW.toEpochMilli()))),
                bad(
                        "iat beyond all bounds",
                        request,
                        () -> withPayload(good("bad").toString().replaceFirst("\"iat\":\\d+", "\"iat\":1e999999999"))),
                bad(
                        "a time beyond all bounds",
                        request,
                        () -> withPayload(
                                good("bad").toString().replaceFirst("\"iat\":", "\"toe\":1e999999999,\"iat\":"))),
                bad("no jti", request, () -> bent(p -> p.remove("jti"))),
                bad("an empty jti", request, () -> bent(p -> p.put("jti", ""))),
                bad("a jti without end", request, () -> bent(p -> p.put("jti", "x".repeat(1025)))),
                bad("a txn that is a number", request, () -> bent(p -> p.put("txn", 1))),
                bad("exp", request, () -> bent(p -> p.put("exp", NOW.getEpochSecond() + 60))),
                bad("sub", request, () -> bent(p -> p.put("sub", "someone"))),
                bad("no sub_id", request, () -> bent(p -> p.remove("sub_id"))),
                bad("a sub_id that is a string", request, () -> bent(p -> p.put("sub_id", "someone"))),
                bad(
                        "a sub_id without members",
                        request,
                        () -> bent(p -> p.putObject("sub_id").put("format", "email"))),
                bad(
                        "a subject only inside the event",
                        request,
                        () -> bent(p -> {
                            p.remove("sub_id");
                            Sets.event(p)
                                    .putObject("subject")
                                    .put("format", "opaque")
                                    .put("id", "x");
                        })),
                bad("no events", request, () -> bent(p -> p.remove("events"))),
                bad("an empty events", request, () -> bent(p -> p.putObject("events"))),
                bad(
                        "two events",
                        request,
                        () -> bent(p -> ((ObjectNode) p.path("events")).putObject("https://example.org/other"))),
                bad(
                        "an event that is null",
                        request,
                        () -> bent(p -> p.putObject("events").putNull(EventType.SESSION_REVOKED.uri()))),
                bad(
                        "a required member missing",
                        request,
                        () -> bent(p -> p.putObject("events")
                                .putObject(EventType.CREDENTIAL_CHANGE.uri())
                                .put("credential_type", "pin"))),
                bad(
                        "a word outside a closed set",
                        request,
                        () -> bent(p -> p.putObject("events")
                                .putObject(EventType.DEVICE_COMPLIANCE_CHANGE.uri())
                                .put("previous_status", "compliant")
                                .put("current_status", "Not-Compliant"))),
                bad(
                        "a verification of another stream",
                        "invalid_state",
                        () -> sign(Sets.ofStream(transmitter.issuer(), "bad", NOW, EventType.VERIFICATION, "s-other")
                                .toString())),
                bad("a verification nobody asked for", "invalid_state", () -> {
                    ObjectNode payload =
                            Sets.ofStream(transmitter.issuer(), "bad", NOW, EventType.VERIFICATION, "s-pushed");
                    Sets.event(payload).put("state", "guess");
                    return sign(payload.toString());
                }),
                bad(
                        "a stream-updated without status",
                        request,
                        () -> sign(Sets.ofStream(transmitter.issuer(), "bad", NOW, EventType.STREAM_UPDATED, "s-pushed")
                                .toString())));
    }
}
