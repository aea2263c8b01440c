// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.schemas.conformance.Requirement;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Servers whose authority publishes a list of what it has revoked, and some that nobody can be asked about. */
class RevocationTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/crl");

    private static Vertx vertx;
    private static X509Bundle authority;
    private static Path ca;
    private static URI list;

    private final MovableClock clock = new MovableClock(Instant.now());
    private final List<String> unchecked = new CopyOnWriteArrayList<>();
    private final List<HttpsClient> clients = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        authority = new CertificateBuilder()
                .subject("CN=Revoking")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        ca = authority.toTempRootCertPem().toPath();
        RevocationServer.getInstance().register(authority);
        list = RevocationServer.getInstance().getCrlUri(authority);
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeClients() {
        clients.forEach(HttpsClient::close);
    }

    private static X509Bundle certificate(@Nullable URI crl) throws Exception {
        CertificateBuilder builder = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addExtendedKeyUsageServerAuth()
                .ecp256();
        return (crl == null ? builder : builder.addCrlDistributionPoint(crl)).buildIssuedBy(authority);
    }

    private static URI serving(X509Bundle certificate) {
        int port = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setKeyValue(Buffer.buffer(certificate.getPrivateKeyPEM()))
                                .setCertValue(Buffer.buffer(certificate.getCertificatePathPEM()))))
                .requestHandler(request ->
                        request.response().putHeader("Connection", "close").end())
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        return URI.create("https://localhost:" + port + "/");
    }

    private HttpsClient client(Revocation revocation) {
        HttpsClient client = HttpsClient.open(vertx, ca, revocation, clock, unchecked::add);
        clients.add(client);
        return client;
    }

    private static int status(HttpsClient client, URI uri) throws IOException, InterruptedException {
        return client.send(Call.get(uri, Map.of())).status();
    }

    @ParameterizedTest
    @EnumSource(Revocation.class)
    void aCertificateThatIsNotOnTheListIsTaken(Revocation revocation) throws Exception {
        assertThat(status(client(revocation), serving(certificate(list)))).isEqualTo(200);
        assertThat(unchecked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IGNORED")
    @Requirement("IOP-2.1-2")
    void aRevokedCertificateIsRefused(Revocation revocation) throws Exception {
        X509Bundle revoked = certificate(freshList());
        RevocationServer.getInstance().revoke(revoked, Instant.now().minusSeconds(60));
        URI server = serving(revoked);

        assertThatThrownBy(() -> status(client(revocation), server))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("revoked");
        assertThat(status(client(Revocation.IGNORED), server))
                .as("nobody is asked")
                .isEqualTo(200);
    }

    /** The same list under another name, which this process has not read yet. */
    private static URI freshList() {
        return URI.create(list + "?" + System.nanoTime());
    }

    @Test
    void whereNobodyAnswersTheCertificateIsTakenAndCountedOrRefusedIfItMustBeKnown() throws Exception {
        URI server = serving(certificate(NOBODY));
        HttpsClient soft = client(Revocation.SOFT_FAIL);

        assertThat(status(soft, server)).isEqualTo(200);
        assertThat(status(soft, server)).isEqualTo(200);
        assertThat(unchecked).as("asked once in five minutes").containsExactly("localhost");

        assertThatThrownBy(() -> status(client(Revocation.STRICT), server)).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatNamesNobodyToAskIsTakenUnlessItMustBeKnown() throws Exception {
        URI server = serving(certificate(null));

        assertThat(status(client(Revocation.SOFT_FAIL), server)).isEqualTo(200);
        assertThat(unchecked).isEmpty();
        assertThatThrownBy(() -> status(client(Revocation.STRICT), server))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be learnt");
    }
}
