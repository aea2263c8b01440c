// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.google;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.poll.GoogleConfig;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.credential.ServiceAccount;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.SignalType;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Google Workspace's reports, asked for in an administrator's name by a service account, of the lab. */
class ReportsTest {
    private static final KeyPair KEY = key();

    @AutoClose
    private final LabBench bench = new LabBench();

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Desk desk(String application) {
        ApiConfig api = new ApiConfig(bench.lab.url(), account(), null, 600_000, 1.0, null);
        return bench.desk(
                new GoogleConfig("google", "acme", "C0fake001", List.of(application), api, TWO_DAYS), application);
    }

    private ServiceAccount account() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                        .encodeToString(KEY.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        String key = JsonNodeFactory.instance
                .objectNode()
                .put("type", "service_account")
                .put("client_email", "tocsin@acme.iam.gserviceaccount.example")
                .put("private_key", pem)
                .put("token_uri", bench.lab.tokenUrl().toString())
                .toString();
        return new ServiceAccount(
                Secret.of(key),
                "carol.admin@acme.example",
                List.of("https://www.googleapis.com/auth/admin.reports.audit.readonly"));
    }

    @Test
    void loginsAreReadPageByPageByATokenForTheAdministrator() throws Exception {
        bench.lab.trust(KEY.getPublic());
        bench.lab.pageSize(1);
        bench.put(
                "/admin/reports/v1/activity/users/all/applications/login",
                "google-workspace/reports-login-page.json",
                "/items");
        Desk desk = desk("login");
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.types())
                .containsExactly(
                        SignalType.LOGIN_SUCCEEDED,
                        SignalType.RISK_ASSESSED,
                        SignalType.LOGIN_FAILED,
                        SignalType.LOGIN_SUCCEEDED);
        desk.read();
        assertThat(desk.ids()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whereNothingHappenedThereIsNoList() throws Exception {
        bench.lab.trust(KEY.getPublic());
        Desk desk = desk("mobile");
        desk.read();
        assertThat(desk.signals).isEmpty();
        assertThat(desk.letters).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsSaidWithoutIt() {
        assertThatThrownBy(() -> new ServiceAccount(
                        Secret.of("{\"token_uri\":\"https://a.example/t\",\"private_key\":\"not-a-key\"}"),
                        "carol.admin@acme.example",
                        List.of("scope")))
                .hasMessageContaining("private_key")
                .hasMessageNotContaining("not-a-key");
        assertThat(account().toString()).doesNotContain("PRIVATE");
    }
}
