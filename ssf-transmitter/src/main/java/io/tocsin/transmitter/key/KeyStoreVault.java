// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PKCS #12 file or a PKCS #11 token, as JCA sees both. An entry whose alias contains {@code ps256} is for PS256;
 * every other RSA key is for RS256.
 */
public final class KeyStoreVault implements KeyVault {
    private static final String WRONG_PASSWORD = "the password is not the one it was made with";
    private static final String WRONG_PIN = "the PIN is not the token's";

    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreVault.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String place;
    private final @Nullable Path file;
    private final @Nullable Provider provider;
    private final char[] password;
    private final String prefix;
    private final int rsaBits;
    private final InstantSource clock;

    private KeyStoreVault(
            String place,
            @Nullable Path file,
            @Nullable Provider provider,
            char[] password,
            String prefix,
            int rsaBits,
            InstantSource clock) {
        this.place = place;
        this.file = file;
        this.provider = provider;
        this.password = password;
        this.prefix = prefix;
        this.rsaBits = rsaBits;
        this.clock = clock;
    }

    /** A file, which is made when the first key is. */
    public static KeyStoreVault pkcs12(Path file, char[] password, int rsaBits, InstantSource clock) {
        return new KeyStoreVault("PKCS #12 file " + file, file, null, password, "", rsaBits, clock);
    }

    /**
     * A token.
     *
     * @param config of SunPKCS11: {@code name}, {@code library}, {@code slot} or {@code slotListIndex}, …
     * @param prefix of the labels of the keys that are ours; other keys on the token are left alone
     */
    public static KeyStoreVault pkcs11(Path config, char[] pin, String prefix, int rsaBits, InstantSource clock) {
        String place = "PKCS #11 token of " + config;
        Provider general = Security.getProvider("SunPKCS11");
        if (general == null) {
            throw new IllegalArgumentException(
                    place + ": this Java has no SunPKCS11, expected the module" + " jdk.crypto.cryptoki");
        }
        if (!Files.isReadable(config)) {
            throw new IllegalArgumentException(
                    place + ": found no readable file, expected a configuration of SunPKCS11");
        }
        try {
            return new KeyStoreVault(place, null, general.configure(config.toString()), pin, prefix, rsaBits, clock);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(place + " cannot be used: " + reason(e, WRONG_PIN), e);
        }
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public List<Pair> pairs() {
        return with(store -> {
            List<Pair> pairs = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (alias.startsWith(prefix) && store.isKeyEntry(alias)) {
                    pair(store, alias).ifPresent(pairs::add);
                }
            }
            return pairs;
        });
    }

    private Optional<Pair> pair(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate certificate = store.getCertificate(alias);
        Key key = store.getKey(alias, password);
        if (certificate == null || !(key instanceof PrivateKey privateKey)) {
            LOG.warn("{}: entry {} is no private key with a certificate, left alone", place, alias);
            return Optional.empty();
        }
        JWK plain = KeyPairs.jwk(intended(alias, certificate), certificate.getPublicKey(), null);
        SigningAlgorithm algorithm = KeyPairs.algorithmOf(plain)
                .orElseThrow(() -> new IllegalArgumentException(place + " has entry " + alias + " of type "
                        + plain.getKeyType() + " and " + plain.size() + " bits, expected " + KeyPairs.EXPECTED));
        return Optional.of(new Pair(plain, algorithm, privateKey, provider));
    }

    private static SigningAlgorithm intended(String alias, Certificate certificate) {
        return switch (certificate.getPublicKey().getAlgorithm()) {
            case "RSA", "RSASSA-PSS" ->
                alias.toLowerCase(Locale.ROOT).contains("ps256") ? SigningAlgorithm.PS256 : SigningAlgorithm.RS256;
            case "EC" -> SigningAlgorithm.ES256;
            default -> SigningAlgorithm.EDDSA;
        };
    }

    @Override
    public Pair generate(SigningAlgorithm algorithm) {
        String alias = (prefix.isEmpty() ? "tocsin-" : prefix)
                + algorithm.jose().toLowerCase(Locale.ROOT) + "-" + STAMP.format(clock.instant()) + "-"
                + UUID.randomUUID().toString().substring(0, 4);
        return with(store -> {
            KeyPair pair = KeyPairs.generate(algorithm, rsaBits, provider);
            X509Certificate certificate = SelfSigned.of(pair, alias, clock.instant(), provider);
            store.setKeyEntry(alias, pair.getPrivate(), password, new Certificate[] {certificate});
            save(store);
            return pair(store, alias)
                    .orElseThrow(() -> new IllegalStateException(place + " does not give back the key it was given"));
        });
    }

    @Override
    public boolean delete(String keyId) {
        return with(store -> {
            for (String alias : Collections.list(store.aliases())) {
                if (alias.startsWith(prefix)
                        && store.isKeyEntry(alias)
                        && pair(store, alias)
                                .filter(pair -> pair.publicKey().getKeyID().equals(keyId))
                                .isPresent()) {
                    store.deleteEntry(alias);
                    save(store);
                }
            }
            return true;
        });
    }

    private void save(KeyStore store) throws GeneralSecurityException, IOException {
        if (file == null) {
            store.store(null, null);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        PrivateFile.write(file, bytes.toByteArray());
    }

    private interface Use<T> {
        T of(KeyStore store) throws GeneralSecurityException, IOException;
    }

    private <T> T with(Use<T> use) {
        try {
            KeyStore store =
                    provider == null ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS11", provider);
            if (file == null || !Files.exists(file)) {
                store.load(null, password);
            } else {
                store.load(new ByteArrayInputStream(PrivateFile.read(file)), password);
            }
            return use.of(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    place + " cannot be used: " + reason(e, provider == null ? WRONG_PASSWORD : WRONG_PIN), e);
        }
    }

    /** The innermost message says most: JCA wraps it in "load failed". */
    private static String reason(Throwable failure, String wrongSecret) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            if (cause.getCause() instanceof UnrecoverableKeyException) {
                return wrongSecret;
            }
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
