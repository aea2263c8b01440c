// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRegistryTest {
    private static final Schema SCHEMA = SchemaText.parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");

    private final List<Duration> pauses = new ArrayList<>();
    private RegistryServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new RegistryServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aSchemaIsRegisteredOnceAndItsIdRemembered() {
        try (HttpRegistry registry = registry(Map.of())) {
            int id = registry.idOf("signals-value", SCHEMA);
            assertThat(registry.idOf("signals-value", SCHEMA)).isEqualTo(id);
            assertThat(server.requests()).containsExactly("POST /subjects/signals-value/versions");
        }
    }

    @Test
    void aSchemaIsFetchedOnceAndRemembered() {
        try (HttpRegistry writer = registry(Map.of());
                HttpRegistry reader = registry(Map.of())) {
            int id = writer.idOf("signals-value", SCHEMA);
            assertThat(reader.byId(id)).isEqualTo(SCHEMA).isSameAs(reader.byId(id));
            assertThat(server.requests()).contains("GET /schemas/ids/" + id).hasSize(2);
        }
    }

    @Test
    void whereSomebodyElseRegistersASchemaIsLookedUp() {
        try (HttpRegistry registry = registry(Map.of("auto.register.schemas", "false"))) {
            assertThatThrownBy(() -> registry.idOf("signals-value", SCHEMA))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage(server.url() + "/subjects/signals-value answered 404: Schema not found");
            try (HttpRegistry other = registry(Map.of())) {
                int id = other.idOf("signals-value", SCHEMA);
                assertThat(registry.idOf("signals-value", SCHEMA)).isEqualTo(id);
            }
        }
    }

    @Test
    void anAnswerThatMayPassIsAskedForAgainAfterGrowingPauses() {
        server.failNext(503, 429, 500);
        try (HttpRegistry registry = registry(Map.of())) {
            assertThat(registry.idOf("s", SCHEMA)).isEqualTo(100);
        }
        assertThat(server.requests()).hasSize(4);
        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void aRegistryThatNeverRecoversIsGivenUpAndMayBeAskedAgainLater() {
        server.failNext(500, 500, 500, 500, 502);
        try (HttpRegistry registry = registry(Map.of())) {
            RegistryException failure = catchThrowableOfType(RegistryException.class, () -> registry.idOf("s", SCHEMA));
            assertThat(failure).hasMessage(server.url() + "/subjects/s/versions answered 502: told to fail");
            assertThat(failure.isRetriable()).isTrue();
            assertThat(registry.idOf("s", SCHEMA)).isEqualTo(100);
        }
    }

    @Test
    void aRefusalIsFinal() {
        server.failNext(409);
        try (HttpRegistry registry = registry(Map.of())) {
            RegistryException failure = catchThrowableOfType(RegistryException.class, () -> registry.idOf("s", SCHEMA));
            assertThat(failure).hasMessageContaining("answered 409: told to fail");
            assertThat(failure.isRetriable()).isFalse();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.failNext(302);
        try (HttpRegistry registry = registry(Map.of())) {
            assertThatThrownBy(() -> registry.byId(1)).hasMessageContaining("answered 302");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void silenceEndsInAFailureThatMayBeTriedAgain() {
        server.fallSilent();
        RegistryConfig config = RegistryConfig.of(Map.of("schema.registry.url", server.url()));
        RegistryCalls impatient = new RegistryCalls(config, Duration.ofMillis(300), pauses::add);
        try (HttpRegistry registry = new HttpRegistry(impatient, true)) {
            RegistryException failure = catchThrowableOfType(RegistryException.class, () -> registry.byId(7));
            assertThat(failure)
                    .hasMessage(server.url()
                            + "/schemas/ids/7 did not answer (HttpTimeoutException), expected a schema registry");
            assertThat(failure.isRetriable()).isTrue();
        }
    }

    @Test
    void theNextNodeIsAskedWhenOneIsDown() throws IOException {
        RegistryServer down = new RegistryServer();
        String downUrl = down.url();
        down.close();
        try (HttpRegistry registry = registry(Map.of("schema.registry.url", downUrl + ", " + server.url() + "/"))) {
            assertThat(registry.idOf("s", SCHEMA)).isEqualTo(100);
            assertThat(registry.byId(100)).isEqualTo(SCHEMA);
        }
        assertThat(pauses)
                .as("the node that answered is asked first from then on")
                .hasSize(1);
    }

    @Test
    void answersThatAreNoneAreRefused() {
        try (HttpRegistry registry = registry(Map.of())) {
            server.answerWith("<html>");
            assertThatThrownBy(() -> registry.byId(1))
                    .hasMessageEndingWith("/schemas/ids/1 answered, but not with JSON");
            server.answerWith("[]");
            assertThatThrownBy(() -> registry.byId(1)).hasMessageEndingWith("/schemas/ids/1 answered no Avro schema");
            server.answerWith("{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}");
            assertThatThrownBy(() -> registry.byId(1)).hasMessageEndingWith("/schemas/ids/1 answered no Avro schema");
            server.answerWith("{\"id\":\"x\"}");
            assertThatThrownBy(() -> registry.idOf("s", SCHEMA))
                    .hasMessageEndingWith("/versions answered without an id");
        }
    }

    @Test
    void credentialsAreSentWithEveryRequest() {
        try (HttpRegistry basic = registry(
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "hub:pass"));
                HttpRegistry inUrl =
                        registry(Map.of("schema.registry.url", server.url().replace("://", "://hub:pass@")));
                HttpRegistry bearer = registry(Map.of("bearer.auth.token", "t0k"));
                HttpRegistry none = registry(Map.of())) {
            basic.idOf("s", SCHEMA);
            inUrl.idOf("s", SCHEMA);
            bearer.idOf("s", SCHEMA);
            none.idOf("s", SCHEMA);
        }
        assertThat(server.authorizations())
                .containsExactly("Basic aHViOnBhc3M=", "Basic aHViOnBhc3M=", "Bearer t0k", "null");
    }

    @Test
    void aRegistryIsTrustedByTheSettingsThatKafkasClientsHaveForIt() throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=registry")
                .setIsCertificateAuthority(true)
                .addSanIpAddress("127.0.0.1")
                .buildSelfSigned();
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        try (RegistryServer secure = RegistryServer.withTls(tls);
                HttpRegistry trusting = registry(Map.of(
                        "schema.registry.url", secure.url(),
                        "schema.registry.ssl.truststore.type", "PEM",
                        "schema.registry.ssl.truststore.certificates", certificate.getCertificatePathPEM()));
                HttpRegistry wary = registry(Map.of("schema.registry.url", secure.url()))) {
            assertThat(trusting.idOf("s", SCHEMA)).isEqualTo(100);
            assertThatThrownBy(() -> wary.idOf("s", SCHEMA)).hasMessageContaining("SSLHandshakeException");
        }
    }

    private HttpRegistry registry(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of("schema.registry.url", server.url()));
        config.putAll(more);
        RegistryConfig read = RegistryConfig.of(config);
        return new HttpRegistry(new RegistryCalls(read, Duration.ofSeconds(5), pauses::add), read.autoRegister());
    }
}
