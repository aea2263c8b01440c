// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final JsonNode VECTORS = Samples.json("generic/signed-request-variants.json");
    private static final byte[] BODY = VECTORS.get("raw_body").textValue().getBytes(UTF_8);
    private static final List<Secret> SECRETS =
            List.of(Secret.of(VECTORS.get("secret").textValue()));
    private static final Instant SIGNED = Instant.ofEpochSecond(1772440200);

    private static final BodySignature BODY_SIGNATURE = new BodySignature(null, null, SECRETS);
    private static final TimestampedSignature TIMESTAMPED = new TimestampedSignature(null, null, null, null, SECRETS);
    private static final StandardWebhooks STANDARD = new StandardWebhooks(
            List.of(Secret.of(VECTORS.at("/variants/2/secret_form").textValue())), null);

    private final Map<String, String> headers = new HashMap<>();

    @Test
    void aSignatureOverTheBodyIsRecognised() {
        headers.put("X-Hub-Signature-256", VECTORS.at("/variants/0/value").textValue());
        assertThat(admits(BODY_SIGNATURE, BODY, SIGNED)).isTrue();
        assertThat(admits(BODY_SIGNATURE, changed(BODY), SIGNED)).isFalse();
        assertThat(admits(BODY_SIGNATURE, BODY, SIGNED.plus(Duration.ofDays(300))))
                .isTrue();
    }

    @Test
    void aSignatureOverTimeAndBodyIsRecognisedWithinFiveMinutes() {
        copyHeaders(1);
        assertThat(admits(TIMESTAMPED, BODY, SIGNED)).isTrue();
        assertThat(admits(TIMESTAMPED, changed(BODY), SIGNED)).isFalse();
        assertThat(admits(TIMESTAMPED, BODY, SIGNED.plusSeconds(300))).isTrue();
        assertThat(admits(TIMESTAMPED, BODY, SIGNED.plusSeconds(301))).isFalse();
        assertThat(admits(TIMESTAMPED, BODY, SIGNED.minusSeconds(301))).isFalse();
        headers.put("X-Timestamp", "1772440201");
        assertThat(admits(TIMESTAMPED, BODY, SIGNED)).isFalse();
    }

    @Test
    void headersAndVersionOfATimestampedSignatureAreConfigurable() {
        TimestampedSignature other = new TimestampedSignature("When", "Proof", "v9", Duration.ofSeconds(10), SECRETS);
        byte[] signature =
                HmacSha256.of(SECRETS.getFirst().reveal().getBytes(UTF_8), "v9:1772440200:".getBytes(UTF_8), BODY);
        headers.put("When", "1772440200");
        headers.put("Proof", "v9=" + HexFormat.of().formatHex(signature));
        assertThat(admits(other, BODY, SIGNED.plusSeconds(10))).isTrue();
        assertThat(admits(other, BODY, SIGNED.plusSeconds(11))).isFalse();
    }

    @Test
    void aStandardWebhookIsRecognisedAmongSeveralSignatures() {
        copyHeaders(2);
        assertThat(admits(STANDARD, BODY, SIGNED)).isTrue();
        assertThat(admits(STANDARD, changed(BODY), SIGNED)).isFalse();
        assertThat(admits(STANDARD, BODY, SIGNED.plusSeconds(301))).isFalse();
        String right = headers.get("webhook-signature");
        String wrong = "v1," + Base64.getEncoder().encodeToString(new byte[32]);
        headers.put("webhook-signature", wrong + " v1a,AAAA " + right);
        assertThat(admits(STANDARD, BODY, SIGNED)).isTrue();
        headers.put("webhook-signature", wrong);
        assertThat(admits(STANDARD, BODY, SIGNED)).isFalse();
        headers.put("webhook-signature", right);
        headers.put("webhook-id", "evt_fake_0002");
        assertThat(admits(STANDARD, BODY, SIGNED)).isFalse();
    }

    @Test
    void nothingIsAdmittedWithoutItsHeaders() {
        for (Authentication each : List.of(BODY_SIGNATURE, TIMESTAMPED, STANDARD, new StaticHeader(null, SECRETS))) {
            assertThat(admits(each, BODY, SIGNED)).as("%s", each).isFalse();
        }
    }

    @Test
    void aMalformedTimestampIsNoTimestamp() {
        for (String timestamp : List.of("", "soon", "-1772440200", "1772440200.5", "99999999999999999999", "１７７")) {
            byte[] signature = HmacSha256.of(
                    SECRETS.getFirst().reveal().getBytes(UTF_8), ("v0:" + timestamp + ":").getBytes(UTF_8), BODY);
            headers.put("X-Timestamp", timestamp);
            headers.put("X-Signature", "v0=" + HexFormat.of().formatHex(signature));
            assertThat(admits(TIMESTAMPED, BODY, SIGNED)).as(timestamp).isFalse();
        }
    }

    @Test
    void twoSecretsAreValidWhileOneReplacesTheOther() {
        StaticHeader rotating = new StaticHeader("X-Key", List.of(Secret.of("old-key"), Secret.of("new-key")));
        for (String key : List.of("old-key", "new-key")) {
            headers.put("X-Key", key);
            assertThat(admits(rotating, BODY, SIGNED)).isTrue();
        }
        headers.put("X-Key", "old-keynew-key");
        assertThat(admits(rotating, BODY, SIGNED)).isFalse();
        assertThatThrownBy(() -> new StaticHeader(null, List.of(Secret.of("a"), Secret.of("b"), Secret.of("c"))))
                .hasMessageContaining("authentication.secrets has 3 values");
    }

    @Test
    void basicCredentialsAreComparedWhole() {
        BasicCredentials basic = new BasicCredentials("jamf", List.of(Secret.of("pass:word")));
        headers.put("Authorization", "basic " + base64("jamf:pass:word"));
        assertThat(admits(basic, BODY, SIGNED)).isTrue();
        for (String wrong :
                List.of("Basic " + base64("jamf:pass"), "Basic ###", "Bearer x", base64("jamf:pass:word"))) {
            headers.put("Authorization", wrong);
            assertThat(admits(basic, BODY, SIGNED)).as(wrong).isFalse();
        }
    }

    @Test
    void noCredentialsNeedASecretPathOrAClearWord() {
        assertThatThrownBy(() -> new NoCredentials(List.of(), false)).hasMessageContaining("accept-anyone: true");
        assertThatThrownBy(() -> new NoCredentials(List.of(Secret.of("short")), false))
                .hasMessageContaining("path-secrets")
                .hasMessageNotContaining("short,");
        NoCredentials secret = new NoCredentials(List.of(Secret.of("0123456789abcdef")), false);
        assertThat(secret.admits(new Presented(name -> null, "0123456789abcdef", BODY), SIGNED))
                .isTrue();
        assertThat(secret.admits(new Presented(name -> null, "0123456789abcdeX", BODY), SIGNED))
                .isFalse();
        assertThat(admits(secret, BODY, SIGNED)).isFalse();
        assertThat(admits(new NoCredentials(List.of(), true), BODY, SIGNED)).isTrue();
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(List.of(BODY_SIGNATURE, TIMESTAMPED, STANDARD).toString())
                .doesNotContain("test-secret")
                .doesNotContain("whsec_");
    }

    private boolean admits(Authentication authentication, byte[] body, Instant now) {
        return authentication.admits(new Presented(headers::get, null, body), now);
    }

    private void copyHeaders(int variant) {
        VECTORS.at("/variants/" + variant + "/headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
    }

    private static byte[] changed(byte[] body) {
        byte[] changed = body.clone();
        changed[10] ^= 1;
        return changed;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
