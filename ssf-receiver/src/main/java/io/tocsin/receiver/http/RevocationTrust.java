// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks, once a server's chain, name and dates are found good, whether a certificate of it was revoked (RFC 5280 §6.3,
 * RFC 6960). It waits for who is asked, at most {@link #LIMIT}: not for event loops. What was learnt is believed for an
 * hour, that nothing could be learnt for five minutes.
 */
final class RevocationTrust extends X509ExtendedTrustManager {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationTrust.class);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration BELIEVED = Duration.ofHours(1);
    private static final Duration NOT_ASKED_AGAIN = Duration.ofMinutes(5);
    private static final int REMEMBERED = 100;
    /** Extensions that name an OCSP responder, or a list of the revoked. */
    private static final List<String> WHERE_TO_ASK = List.of("1.3.6.1.5.5.7.1.1", "2.5.29.31");

    private final X509ExtendedTrustManager chains;
    private final boolean strict;
    private final InstantSource clock;
    private final Consumer<String> unchecked;
    private final Map<X509Certificate, Instant> takenUntil = new ConcurrentHashMap<>();

    /**
     * Trusts whom another one trusts, and asks.
     *
     * @param strict what is not known to be good is refused
     * @param unchecked called with the server's name where its certificate is taken though nothing could be learnt
     */
    RevocationTrust(X509ExtendedTrustManager chains, boolean strict, InstantSource clock, Consumer<String> unchecked) {
        this.chains = chains;
        this.strict = strict;
        this.clock = clock;
        this.unchecked = unchecked;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        chains.checkServerTrusted(chain, authType, engine);
        requireNotRevoked(chain, engine.getPeerHost());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        chains.checkServerTrusted(chain, authType, socket);
        requireNotRevoked(chain, socket.getInetAddress().getHostName());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        chains.checkServerTrusted(chain, authType);
        requireNotRevoked(chain, null);
    }

    private void requireNotRevoked(X509Certificate[] chain, @Nullable String host) throws CertificateException {
        boolean nobodyToAsk = Arrays.stream(chain).noneMatch(RevocationTrust::saysWhereToAsk);
        Instant now = clock.instant();
        if ((nobodyToAsk && !strict)
                || takenUntil.getOrDefault(chain[0], Instant.MIN).isAfter(now)) {
            return;
        }
        String problem = problem(chain);
        if (problem == null) {
            remember(chain[0], now.plus(BELIEVED));
        } else if (strict) {
            throw new CertificateException(
                    "whether a certificate of the server is revoked could not be learnt: " + problem);
        } else {
            String server = host == null ? "a server" : host;
            LOG.warn(
                    "Whether the certificate of {} is revoked could not be learnt, so it is taken: {}",
                    server,
                    problem);
            unchecked.accept(server);
            remember(chain[0], now.plus(NOT_ASKED_AGAIN));
        }
    }

    private void remember(X509Certificate certificate, Instant until) {
        if (takenUntil.size() >= REMEMBERED) {
            takenUntil.clear();
        }
        takenUntil.put(certificate, until);
    }

    private static boolean saysWhereToAsk(X509Certificate certificate) {
        return WHERE_TO_ASK.stream().anyMatch(extension -> certificate.getExtensionValue(extension) != null);
    }

    /** Why it is not known that none is revoked; null if that is known. Throws if one is. */
    private @Nullable String problem(X509Certificate[] chain) throws CertificateException {
        FutureTask<@Nullable String> asking = new FutureTask<>(() -> ask(chain));
        Thread.ofVirtual().name("revocation").start(asking);
        try {
            return asking.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertPathValidatorException invalid && invalid.getReason() == BasicReason.REVOKED) {
                    throw new CertificateException("a certificate of the server is revoked", e);
                }
            }
            return String.valueOf(e.getCause());
        } catch (TimeoutException e) {
            asking.cancel(true);
            return "no answer in " + LIMIT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private @Nullable String ask(X509Certificate[] chain) throws GeneralSecurityException {
        CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) builder.getRevocationChecker();
        if (!strict) {
            checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.SOFT_FAIL));
        }
        Set<TrustAnchor> anchors = Arrays.stream(chains.getAcceptedIssuers())
                .map(issuer -> new TrustAnchor(issuer, null))
                .collect(Collectors.toSet());
        X509CertSelector server = new X509CertSelector();
        server.setCertificate(chain[0]);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, server);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(chain))));
        parameters.addCertPathChecker(checker);
        builder.build(parameters);
        List<CertPathValidatorException> unanswered = checker.getSoftFailExceptions();
        return unanswered.isEmpty() ? null : unanswered.getFirst().getMessage();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        chains.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
