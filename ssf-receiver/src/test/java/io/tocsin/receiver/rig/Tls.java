// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.rig;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A certificate authority of the tests, and servers and clients that rest on it. */
public final class Tls {
    private static final X509Bundle ROOT;
    private static final X509Bundle SERVER;
    private static final Path CA;

    static {
        try {
            ROOT = new CertificateBuilder()
                    .subject("CN=Tests")
                    .setIsCertificateAuthority(true)
                    .ecp256()
                    .buildSelfSigned();
            SERVER = new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .addExtendedKeyUsageServerAuth()
                    .ecp256()
                    .buildIssuedBy(ROOT);
            CA = ROOT.toTempRootCertPem().toPath();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Tls() {}

    public static Path ca() {
        return CA;
    }

    /** Chain and key of {@link #server()}, for another process. */
    public static List<Path> serverPem() {
        try {
            return List.of(
                    SERVER.toTempCertChainPem().toPath(),
                    SERVER.toTempPrivateKeyPem().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static HttpServerOptions server() {
        return new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyValue(Buffer.buffer(SERVER.getPrivateKeyPEM()))
                        .setCertValue(Buffer.buffer(SERVER.getCertificatePathPEM())));
    }

    public static HttpClient client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, ROOT.toTrustManagerFactory().getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(context)
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
