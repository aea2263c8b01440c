// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.connectors.vendor.pace.Governor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An open way to one vendor under one credential. */
public final class Vendor implements VendorApi, AutoCloseable {
    private final HttpClient client;
    private final VendorApi api;
    private final Governor governor;
    private final ApiConfig config;
    private final InstantSource clock;

    private Vendor(HttpClient client, VendorApi api, Governor governor, ApiConfig config, InstantSource clock) {
        this.client = client;
        this.api = api;
        this.governor = governor;
        this.config = config;
        this.clock = clock;
    }

    /** Throws {@link IllegalArgumentException} where the trusted authorities cannot be read. Asks nothing yet. */
    public static Vendor open(ApiConfig config, InstantSource clock, RandomGenerator random) {
        URI url = config.at("");
        Integer perMinute = config.requestsPerMinute();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10));
        if (config.trustedCa() != null) {
            builder.sslContext(trusting(config.trustedCa()));
        }
        HttpClient client = builder.build();
        VendorApi http = new HttpExchange(client, config.timeout());
        Governor governor = new Governor(perMinute == null ? 60 : perMinute, config.share(), clock, random);
        VendorApi paced = governor.govern(http);
        VendorApi authorized = config.credential().prove(paced, http, clock);
        VendorApi guarded = new Verdict(Origin.of("api.url", url).guard(authorized), clock);
        return new Vendor(client, guarded, governor, config, clock);
    }

    /** Answers that do not end, from any of some origins. */
    public VendorLines lines(Set<Origin> origins) {
        return new EndlessExchange(client, Set.copyOf(origins), governor, config.timeout(), clock);
    }

    @Override
    public Reply send(Ask ask) throws FaultException, InterruptedException {
        return api.send(ask);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static SSLContext trusting(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "api.trusted-ca: " + authorities + ": expected certificates in PEM: " + e.getMessage(), e);
        }
    }
}
