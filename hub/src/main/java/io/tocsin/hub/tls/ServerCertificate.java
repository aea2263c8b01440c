// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.util.Objects.requireNonNull;

import io.tocsin.hub.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Enumeration;

/** A listener's own certificate, as its clients see it. */
public final class ServerCertificate {
    private ServerCertificate() {}

    /** Throws {@link ConfigException} where it cannot be read. The private key of PEM files need not be there. */
    public static X509Certificate of(TlsConfig tls) {
        Path file = tls.keystore() == null ? requireNonNull(tls.certificate(), "certificate") : tls.keystore();
        try (InputStream in = Files.newInputStream(file)) {
            return tls.keystore() == null
                    ? (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)
                    : keyed(file, in, requireNonNull(tls.password(), "password").reveal());
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("tls: " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static X509Certificate keyed(Path file, InputStream in, String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(in, password.toCharArray());
        for (Enumeration<String> aliases = store.aliases(); aliases.hasMoreElements(); ) {
            String alias = aliases.nextElement();
            Certificate certificate = store.getCertificate(alias);
            if (store.isKeyEntry(alias) && certificate instanceof X509Certificate own) {
                return own;
            }
        }
        throw new ConfigException("tls: " + file + " has no private key with a certificate, expected one");
    }
}
