// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.sample.Samples;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The senders of the sample configuration, and how each proves itself. */
enum Caller {
    OKTA("okta", 2),
    JAMF("jamf", 1),
    PARTNER("partner", 1),
    EDR("edr", 1),
    INVENTORY("inventory", 1);

    private static final String SECRET = "test-secret-not-real";

    private final String connector;
    private final int signals;

    Caller(String connector, int signals) {
        this.connector = connector;
        this.signals = signals;
    }

    String connector() {
        return connector;
    }

    /** How many signals its sample body gives. */
    int signals() {
        return signals;
    }

    byte[] body() {
        return switch (this) {
            case OKTA -> Samples.bytes("okta/event-hook-delivery.json");
            case JAMF -> Samples.bytes("jamf/SmartGroupComputerMembershipChange-added.json");
            case PARTNER ->
                Samples.json("generic/signed-request-variants.json")
                        .get("raw_body")
                        .textValue()
                        .getBytes(UTF_8);
            case EDR ->
                ("{\"detections\":[{\"kind\":\"detection\",\"finding\":\"ldt:7\",\"status\":\"new\",\"severity\":4,"
                                + "\"updated\":1772440290123,\"device\":{\"serial\":\"FVFXFAKE01Q6\"}}]}")
                        .getBytes(UTF_8);
            case INVENTORY ->
                ("{\"devices\":[{\"serial\":\"FVFXFAKE01Q6\",\"okta_device_id\":\"guo1\","
                                + "\"owner\":\"alice.ng@acme.example\",\"checked\":1772440200}]}")
                        .getBytes(UTF_8);
        };
    }

    /** Adds the right proof, or one that is wrong in its last place. */
    HttpRequest.Builder prove(HttpRequest.Builder request, byte[] body, Instant now, boolean right) {
        String time = Long.toString(now.getEpochSecond());
        String secret = right ? SECRET : SECRET + "x";
        return switch (this) {
            case OKTA -> request.header("Authorization", right ? "hook-shared-secret" : "hook-shared-secreT");
            case JAMF ->
                request.header(
                        "Authorization",
                        "Basic " + base64(("jamf:jamf-password" + (right ? "" : "x")).getBytes(UTF_8)));
            case PARTNER -> request.header("X-Hub-Signature-256", "sha256=" + hex(hmac(secret, "", body)));
            case EDR ->
                request.header("X-Timestamp", time)
                        .header("X-Signature", "v0=" + hex(hmac(secret, "v0:" + time + ":", body)));
            case INVENTORY ->
                request.header("webhook-id", "msg_1")
                        .header("webhook-timestamp", time)
                        .header("webhook-signature", "v1," + base64(hmac(secret, "msg_1." + time + ".", body)));
        };
    }

    /** The header that holds the proof. */
    String proof() {
        return switch (this) {
            case OKTA, JAMF -> "Authorization";
            case PARTNER -> "X-Hub-Signature-256";
            case EDR -> "X-Signature";
            case INVENTORY -> "webhook-signature";
        };
    }

    private static byte[] hmac(String secret, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(start.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
