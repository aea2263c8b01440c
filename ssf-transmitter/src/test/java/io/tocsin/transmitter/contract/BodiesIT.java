// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** What a request's body may be. */
class BodiesIT extends RigCase {
    private static final String STREAMS = TransmitterRig.PATH + "/ssf/streams";

    @Test
    @Requirement({"SSF-8-6", "SEC-6", "A-47"})
    void bodiesMustBeJsonInUtf8OfASensibleSize() {
        Buffer latin1 = Buffer.buffer(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xE4, '"', '}'});
        Buffer utf16 = Buffer.buffer("{}".getBytes(UTF_16LE));
        Buffer huge = Buffer.buffer("{\"description\":\"" + "x".repeat(100_000) + "\"}");
        Buffer deep = Buffer.buffer("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");

        assertThat(rig.send(HttpMethod.POST, "alpha", STREAMS, latin1, Map.of()).status())
                .isEqualTo(400);
        assertThat(rig.send(HttpMethod.POST, "alpha", STREAMS, utf16, Map.of()).status())
                .isEqualTo(400);
        assertThat(rig.send(HttpMethod.POST, "alpha", STREAMS, deep, Map.of()).status())
                .isEqualTo(400);
        assertThat(rig.send(HttpMethod.POST, "alpha", STREAMS, huge, Map.of()).status())
                .isEqualTo(413);
        assertThat(rig.send(HttpMethod.POST, "wrong", STREAMS, huge, Map.of()).status())
                .isEqualTo(401);
        assertThat(rig.send(
                                HttpMethod.POST,
                                "alpha",
                                STREAMS,
                                Buffer.buffer("{}"),
                                Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(rig.send(HttpMethod.POST, "alpha", STREAMS, Buffer.buffer("{}"), Map.of())
                        .status())
                .as("a missing type is tolerated")
                .isEqualTo(201);
    }

    @Test
    @Requirement("A-47")
    void aBodyThatIsTooLargeIsRefusedOverHttp2Too() throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(trusting(rig.tls.authorityFile()))
                .build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "https://localhost:" + rig.transmitter().port() + STREAMS))
                            .header("Authorization", "Bearer alpha")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"description\":\"" + "x".repeat(100_000) + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("too_large");
        }
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
