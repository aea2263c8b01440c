// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Server options for one listener: TLS 1.2 and 1.3 only, HTTP/2 offered by ALPN. */
public final class HttpsListener {
    /** Longest a connection may stay silent, above any long poll a receiver asks for, in seconds. */
    private static final int IDLE_SECONDS = 120;

    private HttpsListener() {}

    /** Throws {@link ConfigException} where a file cannot be read. */
    public static HttpServerOptions options(String host, int port, TlsConfig tls) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(certificate(tls))
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true);
    }

    private static KeyCertOptions certificate(TlsConfig tls) {
        if (tls.keystore() != null) {
            return new PfxOptions()
                    .setValue(read(tls.keystore()))
                    .setPassword(requireNonNull(tls.password(), "password").reveal());
        }
        return new PemKeyCertOptions()
                .addCertValue(read(requireNonNull(tls.certificate(), "certificate")))
                .addKeyValue(read(requireNonNull(tls.key(), "key")));
    }

    private static Buffer read(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ConfigException("tls: " + file + " cannot be read: " + e.getMessage());
        }
    }
}
