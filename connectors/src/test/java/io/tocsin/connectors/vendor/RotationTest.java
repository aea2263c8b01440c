// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.auth.Presented;
import io.tocsin.connectors.auth.StaticHeader;
import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.connectors.vendor.credential.Credential;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.schemas.secret.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets that are changed where they are kept, while connectors use them. */
class RotationTest {
    private final Vertx vertx = Vertx.vertx();
    private final Lab lab =
            Lab.start(vertx, new HttpServerOptions().setHost("127.0.0.1").setPort(0), InstantSource.system());

    @AfterEach
    void close() {
        lab.close();
        vertx.close().await();
    }

    /** Was one value when it was read, and is another since. */
    private static Secret changed(String before, String after) {
        return Secret.keptBy(new Secret.Keeper() {
            private List<String> values = List.of(before);

            @Override
            public List<String> valid() {
                return values;
            }

            @Override
            public boolean renew() {
                boolean another = values.size() == 1;
                values = List.of(after, before);
                return another;
            }
        });
    }

    private Reply ask(Credential credential) throws Exception {
        ApiConfig api = new ApiConfig(lab.url(), credential, null, 6000, 1.0, null);
        try (Vendor vendor = Vendor.open(api, InstantSource.system(), new Random(1))) {
            return vendor.send(Ask.get(URI.create(lab.url() + "/v1.0/auditLogs/signIns")));
        }
    }

    @Test
    void aTokenThatIsRefusedIsReadAgain() throws Exception {
        Secret token = changed("SSWS of yesterday", "SSWS " + Lab.SECRET);
        assertThat(ask(new HeaderCredential("Authorization", token)).status()).isEqualTo(200);
        assertThat(lab.asked()).isEqualTo(2);
    }

    @Test
    void aClientSecretThatIsRefusedIsReadAgain() throws Exception {
        Secret secret = changed("of-yesterday", Lab.SECRET);
        ClientCredentials credentials =
                new ClientCredentials(lab.tokenUrl(), "tocsin", secret, null, List.of(), null, null);
        assertThat(ask(credentials).status()).isEqualTo(200);
    }

    @Test
    void aWebhooksBothSecretsCountWhileOneReplacesTheOther() {
        Secret secret = changed("first", "second");
        StaticHeader header = new StaticHeader("X-Key", List.of(secret));
        assertThat(header.admits(presented("second"), Instant.EPOCH)).isFalse();
        assertThat(secret.renew()).isTrue();
        assertThat(header.admits(presented("second"), Instant.EPOCH)).isTrue();
        assertThat(header.admits(presented("first"), Instant.EPOCH)).isTrue();
    }

    private static Presented presented(String value) {
        return new Presented(name -> value, null, new byte[0]);
    }
}
