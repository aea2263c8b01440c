// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts nobody: for servers that ask no client for a certificate. One that is given no trust reads the platform's
 * authorities, all of them, which takes a fifth of a second of a start.
 */
final class Nobody extends X509ExtendedTrustManager {
    static final TrustOptions TRUSTED = TrustOptions.wrap(new Nobody());

    private Nobody() {}

    private static CertificateException nobody() {
        return new CertificateException("nobody is asked for a certificate here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw nobody();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
