// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.trust.Watched;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The SPIFFE trust domains whose X.509-SVIDs are believed here, each by the authorities in its own bundle: one domain's
 * authority cannot vouch for another's workload, though TLS trusts both.
 */
public final class TrustDomains {
    private final Map<String, Watched<Set<TrustAnchor>>> bundles = new HashMap<>();
    private final InstantSource clock;

    /**
     * Throws {@link IllegalArgumentException} for a file without certificates.
     *
     * @param files PEM files by trust domain
     */
    public TrustDomains(Map<String, Path> files, Watch watch, InstantSource clock) {
        this.clock = clock;
        files.forEach((domain, file) -> bundles.put(
                domain,
                watch.over(new Watched<>(
                        "trust bundle of " + domain, List.of(file), contents -> anchors(contents.getFirst())))));
    }

    /** The SPIFFE id that the certificate proves; empty if it is none of these domains'. */
    public Optional<URI> proven(ClientCertificate certificate) {
        return certificate.spiffeId().filter(id -> {
            Watched<Set<TrustAnchor>> bundle = bundles.get(id.getRawAuthority());
            return bundle != null && isVouchedFor(certificate, bundle.current());
        });
    }

    private boolean isVouchedFor(ClientCertificate certificate, Set<TrustAnchor> anchors) {
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(clock.instant()));
            var path = CertificateFactory.getInstance("X.509")
                    .generateCertPath(certificate.chain().stream()
                            .filter(one -> anchors.stream().noneMatch(anchor -> one.equals(anchor.getTrustedCert())))
                            .toList());
            if (path.getCertificates().isEmpty()) {
                return false;
            }
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<TrustAnchor> anchors(byte[] pem) throws CertificateException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (var certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            anchors.add(new TrustAnchor((X509Certificate) certificate, null));
        }
        if (anchors.isEmpty()) {
            throw new CertificateException("found no certificate, expected PEM");
        }
        return anchors;
    }
}
