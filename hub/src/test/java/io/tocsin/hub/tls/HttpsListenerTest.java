// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.hub.config.ConfigException;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsListenerTest {
    private final Vertx vertx = Vertx.vertx();
    private final Watch watch = new Watch(Duration.ofMillis(20));
    private @Nullable HttpServer server;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        watch.close();
        vertx.close().await();
    }

    @Test
    void aNewCertificateIsShownWithoutDroppingOpenConnections() throws Exception {
        X509Bundle first = certificate("first");
        X509Bundle second = certificate("second");
        write(first);
        listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), null);

        try (SSLSocket open = connect(null)) {
            assertThat(get(open)).isEqualTo("HTTP/1.1 204 No Content");
            assertThat(serial(open)).isEqualTo(serial(first));

            write(second);
            await().until(() -> shown().equals(serial(second)));

            assertThat(get(open)).isEqualTo("HTTP/1.1 204 No Content");
        }
    }

    @Test
    void secretsThatAreSwappedByALinkAreSeen() throws Exception {
        X509Bundle first = certificate("first");
        X509Bundle second = certificate("second");
        for (X509Bundle bundle : new X509Bundle[] {first, second}) {
            Path version = Files.createDirectory(folder.resolve(bundle == first ? "..1" : "..2"));
            Files.writeString(version.resolve("tls.pem"), bundle.getCertificatePathPEM());
            Files.writeString(version.resolve("tls.key"), bundle.getPrivateKeyPEM());
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), folder.resolve("..1"));
        Files.createSymbolicLink(file("tls.pem"), data.resolve("tls.pem"));
        Files.createSymbolicLink(file("tls.key"), data.resolve("tls.key"));
        listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), null);
        assertThat(shown()).isEqualTo(serial(first));

        Path fresh = Files.createSymbolicLink(folder.resolve("..data_tmp"), folder.resolve("..2"));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await().until(() -> shown().equals(serial(second)));
    }

    @Test
    void halfAFileOrAForeignKeyChangesNothing() throws Exception {
        X509Bundle first = certificate("first");
        X509Bundle second = certificate("second");
        write(first);
        listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), null);

        Files.writeString(file("tls.pem"), second.getCertificatePathPEM().substring(0, 200));
        await().until(() -> watch.refusals() > 0);
        assertThat(shown()).isEqualTo(serial(first));
        var refusals = watch.refusals();
        Files.writeString(file("tls.pem"), second.getCertificatePathPEM());
        await().until(() -> watch.refusals() > refusals);
        assertThat(shown()).as("the key is still the old one").isEqualTo(serial(first));

        Files.writeString(file("tls.key"), second.getPrivateKeyPEM());
        await().until(() -> shown().equals(serial(second)));
    }

    @Test
    void aKeystoreIsFollowedToo() throws Exception {
        X509Bundle first = certificate("first");
        X509Bundle second = certificate("second");
        store(first);
        listen(new TlsConfig(null, null, file("tls.p12"), Secret.of("changeit")), null);
        assertThat(shown()).isEqualTo(serial(first));

        store(second);

        await().until(() -> shown().equals(serial(second)));
    }

    @Test
    @Requirement("IOP-2.1-1")
    void clientsAreAskedForACertificateAndNeedNotHaveOne() throws Exception {
        X509Bundle trusted = authority("trusted");
        X509Bundle later = authority("later");
        X509Bundle stranger = authority("stranger");
        write(certificate("server"));
        Files.writeString(file("ca.pem"), trusted.getCertificatePEM());
        listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), file("ca.pem"));

        assertThat(statusWith(null)).isEqualTo("HTTP/1.1 204 No Content");
        assertThat(statusWith(client(trusted))).isEqualTo("HTTP/1.1 204 No Content");
        assertThat(isRefused(client(stranger))).isTrue();
        assertThat(isRefused(client(later))).isTrue();

        Files.writeString(file("ca.pem"), trusted.getCertificatePEM() + later.getCertificatePEM());
        await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> statusWith(client(later)).equals("HTTP/1.1 204 No Content"));
    }

    @Test
    @Requirement("IOP-2.1-1")
    void oldTlsIsRefused() throws Exception {
        write(certificate("server"));
        listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), null);

        for (String good : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SSLSocket socket = connect(null)) {
                socket.setEnabledProtocols(new String[] {good});
                assertThat(get(socket)).isEqualTo("HTTP/1.1 204 No Content");
            }
        }
        try (SSLSocket socket = connect(null)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aListenerWithoutAUsableCertificateDoesNotStart() throws Exception {
        write(certificate("server"));
        Files.writeString(file("tls.key"), certificate("other").getPrivateKeyPEM());

        assertThatThrownBy(() -> listen(TlsConfig.pem(file("tls.pem"), file("tls.key")), null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() -> listen(TlsConfig.pem(file("none.pem"), file("tls.key")), null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.pem");
    }

    private void listen(TlsConfig tls, @Nullable Path clientCa) {
        server = vertx.createHttpServer(HttpsListener.watched(
                        "test", "127.0.0.1", 0, HttpsListener.watched("test.tls", tls, watch), clientCa, watch))
                .requestHandler(request -> request.response().setStatusCode(204).end())
                .listen()
                .await();
    }

    private static X509Bundle certificate(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle client(X509Bundle authority) throws Exception {
        return new CertificateBuilder().ecp256().subject("CN=client").buildIssuedBy(authority);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void write(X509Bundle bundle) throws IOException {
        Files.writeString(file("tls.key"), bundle.getPrivateKeyPEM());
        Files.writeString(file("tls.pem"), bundle.getCertificatePathPEM());
    }

    private void store(X509Bundle bundle) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("tls", bundle.getKeyPair().getPrivate(), "changeit".toCharArray(), new Certificate[] {
            bundle.getCertificate()
        });
        Path draft = file("tls.new");
        try (OutputStream out = Files.newOutputStream(draft)) {
            store.store(out, "changeit".toCharArray());
        }
        Files.move(draft, file("tls.p12"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private BigInteger shown() throws Exception {
        try (SSLSocket socket = connect(null)) {
            socket.startHandshake();
            return serial(socket);
        }
    }

    private String statusWith(@Nullable X509Bundle own) throws Exception {
        try (SSLSocket socket = connect(own)) {
            return get(socket);
        }
    }

    /** TLS 1.3 tells a client late that its certificate is not trusted: by an alert, or by an end without an answer. */
    private boolean isRefused(X509Bundle own) throws Exception {
        try {
            return statusWith(own) == null;
        } catch (IOException e) {
            return true;
        }
    }

    private SSLSocket connect(@Nullable X509Bundle own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] presents = own == null ? new KeyManager[0] : new KeyManager[] {new Presents(own)};
        context.init(presents, new TrustManager[] {new TrustsAnybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String get(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String status = in.readLine();
        if (status == null) {
            throw new IOException("closed");
        }
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            assertThat(line).contains(":");
        }
        return status;
    }

    private static BigInteger serial(SSLSocket socket) throws SSLException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private static BigInteger serial(X509Bundle bundle) {
        return bundle.getCertificate().getSerialNumber();
    }

    /** It is the serial number that is looked at. */
    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
