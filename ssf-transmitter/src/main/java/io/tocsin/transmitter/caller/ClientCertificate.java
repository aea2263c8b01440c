// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a client has shown and proven to have the key of, in the TLS handshake.
 *
 * @param chain its own first, one at least
 */
public record ClientCertificate(List<X509Certificate> chain) {
    private static final int URI_NAME = 6;

    public ClientCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("the chain is empty, expected a certificate");
        }
    }

    /** What the client showed on this connection; empty if it showed nothing. */
    public static Optional<ClientCertificate> of(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientCertificate(Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList()));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    public X509Certificate own() {
        return chain.getFirst();
    }

    /** {@code x5t#S256} (RFC 8705 §3.1). */
    public String thumbprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(own().getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that TLS accepted cannot be encoded", e);
        }
    }

    /** The SPIFFE id of an X.509-SVID: its only URI name (X509-SVID §2); empty for other certificates. */
    public Optional<URI> spiffeId() {
        try {
            Collection<List<?>> names = own().getSubjectAlternativeNames();
            if (names == null || own().getBasicConstraints() >= 0) {
                return Optional.empty();
            }
            List<String> uris = names.stream()
                    .filter(name -> name.getFirst() instanceof Integer kind && kind == URI_NAME)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 && uris.getFirst().startsWith("spiffe://")
                    ? Optional.of(URI.create(uris.getFirst()))
                    : Optional.empty();
        } catch (CertificateParsingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "[client certificate]";
    }
}
