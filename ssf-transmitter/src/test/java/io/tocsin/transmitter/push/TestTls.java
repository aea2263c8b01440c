// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

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
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .subject("CN=" + name)
                    .addSanDnsName(name)
                    .buildIssuedBy(authority);
            return new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(bundle.getCertificatePathPEM()))
                            .addKeyValue(Buffer.buffer(bundle.getPrivateKeyPEM())));
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

    public Path authorityFile() {
        try {
            return authority.toTempRootCertPem().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
