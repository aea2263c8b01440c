// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.tocsin.transmitter.trust.Watch;
import io.tocsin.transmitter.trust.Watched;
import io.vertx.core.net.KeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A listener's certificate and key, as they are in their files at each handshake. Open connections keep what they began
 * with. A certificate and a key that do not belong together, as between two writes, are not used.
 */
final class WatchedKey extends X509ExtendedKeyManager {
    private static final int KEPT = 4;

    private record Pair(int generation, PrivateKey key, List<X509Certificate> chain) {
        String alias() {
            return "tls-" + generation;
        }
    }

    private final AtomicInteger generations = new AtomicInteger();
    /** By alias, the latest few: a handshake asks by the name it was given a moment ago. */
    private final Map<String, Pair> pairs = new ConcurrentHashMap<>();

    private final Watched<Pair> watched;

    private WatchedKey(String what, TlsConfig tls, Watch watch) {
        this.watched = watch.over(
                tls.keystore() != null
                        ? new Watched<>(
                                what,
                                List.of(tls.keystore()),
                                contents -> kept(pkcs12(
                                        contents.getFirst(),
                                        requireNonNull(tls.password(), "password")
                                                .reveal()
                                                .toCharArray())))
                        : new Watched<>(
                                what,
                                List.of(
                                        requireNonNull(tls.certificate(), "certificate"),
                                        requireNonNull(tls.key(), "key")),
                                contents -> kept(pem(contents.getFirst(), contents.getLast()))));
    }

    /** Throws {@link IllegalArgumentException} for files that cannot be used. */
    static KeyCertOptions of(String what, TlsConfig tls, Watch watch) {
        return KeyCertOptions.wrap(new WatchedKey(what, tls, watch));
    }

    private Pair kept(Pair pair) {
        pairs.put(pair.alias(), pair);
        pairs.values().removeIf(old -> old.generation() <= pair.generation() - KEPT);
        return pair;
    }

    private Pair pem(byte[] certificates, byte[] key) throws GeneralSecurityException, IOException {
        List<X509Certificate> chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(certificates))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("found no certificate, expected PEM");
        }
        PublicKey expected = chain.getFirst().getPublicKey();
        return pair(KeyFactory.getInstance(expected.getAlgorithm()).generatePrivate(pkcs8(key)), chain);
    }

    private static PKCS8EncodedKeySpec pkcs8(byte[] pem) throws GeneralSecurityException {
        String text = new String(pem, US_ASCII);
        int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = text.indexOf("-----END PRIVATE KEY-----");
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("found no unencrypted PKCS#8 key, expected BEGIN PRIVATE KEY");
        }
        try {
            return new PKCS8EncodedKeySpec(Base64.getMimeDecoder()
                    .decode(text.substring(begin + "-----BEGIN PRIVATE KEY-----".length(), end)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is no Base64", e);
        }
    }

    private Pair pkcs12(byte[] store, char[] password) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), password);
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.getKey(alias, password) instanceof PrivateKey key) {
                Certificate[] chain = keys.getCertificateChain(alias);
                return pair(
                        key,
                        Arrays.stream(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new GeneralSecurityException("found no private key in the PKCS#12 file");
    }

    private Pair pair(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            default ->
                throw new GeneralSecurityException(
                        "found a " + key.getAlgorithm() + " key, expected RSA, EC or Ed25519");
        };
        byte[] probe = "do they belong together?".getBytes(US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(chain.getFirst().getPublicKey());
        verifying.update(probe);
        if (!verifying.verify(signing.sign())) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
        return new Pair(generations.incrementAndGet(), key, chain);
    }

    /** The one there is, if it is of the kind that the handshake wants. */
    private @Nullable String alias(String keyType) {
        Pair pair = watched.current();
        String has = pair.key().getAlgorithm();
        boolean fits = keyType.equals(has)
                || keyType.startsWith(has + "_")
                || (keyType.equals("RSASSA-PSS") && has.equals("RSA"))
                || (keyType.equals("Ed25519") && has.equals("EdDSA"));
        return fits ? pair.alias() : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair pair = pairs.get(alias);
        return pair == null ? null : pair.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair pair = pairs.get(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
