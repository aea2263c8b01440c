// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.connectors.hook.WebhookConnectorConfig;
import io.tocsin.connectors.sample.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorsConfigTest {
    private static final String SAMPLE = new String(Samples.bytes("connectors.yaml"), UTF_8);

    @Test
    void theSampleIsRead() throws IOException {
        ConnectorsConfig config = TestConfig.sample();
        assertThat(config.webhooks())
                .extracting(WebhookConnectorConfig::name)
                .containsExactly("okta", "jamf", "jamf-old", "partner", "edr", "inventory");
        assertThat(config.limits().maxBody()).isEqualTo(65_536);
        assertThat(config.limits().ackTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.limits().maxInFlight()).isEqualTo(1024);
        assertThat(Connectors.endpoints(config)).hasSize(6);
        assertThat(config.toString())
                .doesNotContain("hook-shared-secret")
                .doesNotContain("jamf-password")
                .doesNotContain("path-secret-0123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event-id: /id | event-id: [] | connector partner: mappings[0].event-id is missing",
                "event-id: /id | event-id: id | connector partner: mappings[0].event-id is 'id', expected a JSON pointer",
                "kind: USER_EMAIL, at: /user | kind: USER_MAIL, at: /user | connector partner: mappings[0].user[0].kind is 'USER_MAIL', expected one of",
                "kind: USER_EMAIL, at: /user | kind: DEVICE_MAC, at: /user | connector partner: mappings[0].user[0].kind is DEVICE_MAC, expected a kind that begins with",
                "'at: /device/serial}]' | 'at: device/serial}]' | connector partner: mappings[0].device[0].at is 'device/serial', expected a JSON pointer",
                "device.compliance_changed: DEVICE_COMPLIANCE_CHANGED | x: DEVICE_COMPLIENCE | connector partner: mappings[0].type.values.x is 'DEVICE_COMPLIENCE', expected one of",
                "device.compliance_changed: DEVICE_COMPLIANCE_CHANGED | x: THREAT_DETECTED | connector partner: mappings[0].payload is compliance, expected threat, for THREAT_DETECTED",
                "device.compliance_changed: DEVICE_COMPLIANCE_CHANGED | x: IDENTITY_LINKED | connector partner: mappings[0].type is IDENTITY_LINKED, expected a type that a source may give",
                "'current: {at: /to, ' | 'current: {' | connector partner: mappings[0].payload.current.at is missing beside values",
                "format: epoch-millis | format: millis | connector edr: mappings[0].time.format is 'millis', expected one of ISO, EPOCH_SECONDS, EPOCH_MILLIS",
                "name: partner | name: edr | connectors.webhooks has two connectors named edr",
                "name: partner | name: Partner | connector name is 'Partner'",
                "type: basic, username: jamf, passwords: [jamf-password] | type: hmac, secrets: [z] | connector jamf: authentication is of another type",
                "type: header, secrets: [hook-shared-secret, hook-next-secret] | type: none, accept-anyone: true | connector okta: authentication is of another type",
                "max-body: 65536 | max-body: 0 | limits.max-body is 0",
                "max-body: 65536 | max-boddy: 1 | max-boddy",
                "otherwise: DEVICE_USER_ASSIGNED | at: /type | connector inventory: mappings[0].type.values is empty beside at",
            })
    void aTypoStopsTheStartAndIsNamed(String good, String bad, String message) {
        assertThat(SAMPLE).contains(good);
        assertThatThrownBy(() -> TestConfig.read(SAMPLE.replaceFirst(Pattern.quote(good), bad)))
                .hasMessageContaining(message);
    }
}
