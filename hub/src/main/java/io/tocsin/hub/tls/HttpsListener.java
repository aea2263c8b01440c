// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.trust.WatchedTrust;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Server options for one listener: TLS 1.2 and 1.3 only, HTTP/2 offered by ALPN. */
public final class HttpsListener {
    /** Longest a connection may stay silent, above any long poll a receiver asks for, in seconds. */
    private static final int IDLE_SECONDS = 120;

    private HttpsListener() {}

    /** With the certificate as it is now. Throws {@link ConfigException} where a file cannot be read. */
    public static HttpServerOptions options(String host, int port, TlsConfig tls) {
        return options(host, port, certificate(tls));
    }

    /**
     * A certificate as it is in its files at each handshake, for as many listeners as have it.
     *
     * @param what how messages call it
     * @throws ConfigException where the files cannot be used now
     */
    public static KeyCertOptions watched(String what, TlsConfig tls, Watch watch) {
        try {
            return WatchedKey.of(what, tls, watch);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * With such a certificate.
     *
     * @param what how messages call the listener
     * @param clientCa PEM file of the authorities that vouch for clients, who are then asked for a certificate and need
     *     not have one; null to ask nobody
     * @throws ConfigException where that file cannot be used now
     */
    public static HttpServerOptions watched(
            String what, String host, int port, KeyCertOptions certificate, @Nullable Path clientCa, Watch watch) {
        HttpServerOptions options = options(host, port, certificate);
        if (clientCa == null) {
            return options.setTrustOptions(Nobody.TRUSTED);
        }
        try {
            return options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(WatchedTrust.of(clientCa, watch));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(what + ": " + e.getMessage());
        }
    }

    private static HttpServerOptions options(String host, int port, KeyCertOptions certificate) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(certificate)
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
