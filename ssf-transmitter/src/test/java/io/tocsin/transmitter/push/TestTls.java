// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A certificate authority for one test run, and servers that show its certificates. */
public final class TestTls {
    private final X509Bundle authority;

    public TestTls() {
        try {
            authority = new CertificateBuilder()
                    .subject("CN=Test authority")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException("no certificate authority", e);
        }
    }

    /** On loopback, any port, with a certificate for that name. */
    public HttpServerOptions server(String name) {
        return new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setUseAlpn(true)
                .setSsl(true)
                .setKeyCertOptions(certificate(name, Instant.now().plus(Duration.ofDays(1))));
    }

    /** The same, with a certificate that was good until then. */
    public HttpServerOptions expired(String name, Instant end) {
        return server(name).setKeyCertOptions(certificate(name, end));
    }

    /** The same, for a server that speaks TLS and no HTTP. */
    public NetServerOptions rawServer(String name) {
        return new NetServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setKeyCertOptions(certificate(name, Instant.now().plus(Duration.ofDays(1))));
    }

    private PemKeyCertOptions certificate(String name, Instant end) {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .subject("CN=" + name)
                    .addSanDnsName(name)
                    .notBefore(end.minus(Duration.ofDays(30)))
                    .notAfter(end)
                    .buildIssuedBy(authority);
            return new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(bundle.getCertificatePathPEM()))
                    .addKeyValue(Buffer.buffer(bundle.getPrivateKeyPEM()));
        } catch (Exception e) {
            throw new IllegalStateException("no certificate for " + name, e);
        }
    }

    public HttpClientOptions client() {
        return new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.getRootCertificatePEM())));
    }

    /** The same, and asking clients for certificates of this authority. */
    public HttpServerOptions askingForCertificates(String name) {
        return server(name)
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.getRootCertificatePEM())));
    }

    /** A client's certificate for that name and, if there is one, that URI. */
    public X509Bundle client(String name, @Nullable String uri) throws Exception {
        CertificateBuilder builder =
                new CertificateBuilder().ecp256().subject("CN=" + name).addSanDnsName(name);
        return (uri == null ? builder : builder.addSanUriName(uri)).buildIssuedBy(authority);
    }

    public HttpClientOptions client(X509Bundle own) {
        return client().setKeyCertOptions(new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(own.getCertificatePathPEM()))
                .addKeyValue(Buffer.buffer(own.getPrivateKeyPEM())));
    }

    public Path authorityFile() {
        try {
            return authority.toTempRootCertPem().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
