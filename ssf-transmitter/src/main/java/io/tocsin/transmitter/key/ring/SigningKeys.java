// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import com.nimbusds.jose.jwk.RSAKey;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.CryptoProvider;
import io.tocsin.transmitter.key.KeyPairs;
import io.tocsin.transmitter.key.KeyVault;
import io.tocsin.transmitter.key.Signer;
import io.tocsin.transmitter.key.TokenType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys of a hub: which one signs, which are published, and how one follows another. Several processes, or
 * transmitters, may open the same keys file.
 *
 * <p>A key signs after it was published for {@link KeysConfig#publishAhead}, and stays published for
 * {@link KeysConfig#retireAfter} after its successor took over. That need not cover the longest queue: a SET that waits
 * longer than its key is published is signed again before it is sent ({@link #publishes}).
 */
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    /** What was read, and the signers of it. */
    private record Held(KeyRing ring, Map<String, Signer> signers, Map<String, RingKey> byHeader) {
        static final Held NOTHING = new Held(KeyRing.EMPTY, Map.of(), Map.of());
    }

    private final RingFile file;
    private final @Nullable KeyVault vault;
    private final RingWork work;
    private final InstantSource clock;
    /** Whether keys are made here. */
    private final boolean ours;

    private final @Nullable Provider preferred = CryptoProvider.choose();
    private volatile Held held = Held.NOTHING;

    private SigningKeys(Path file, @Nullable KeyVault vault, KeysConfig config, InstantSource clock, boolean ours) {
        this.file = new RingFile(file);
        this.vault = vault;
        this.work = new RingWork(config, vault);
        this.clock = clock;
        this.ours = ours;
    }

    /**
     * Reads the file, making it with one fresh key for RS256 if absent. See {@link #open(Path, KeysConfig,
     * InstantSource)}.
     */
    public static SigningKeys open(Path file) {
        return open(file, KeysConfig.DEFAULT, InstantSource.system());
    }

    /**
     * Reads the keys, making one for RS256 if there is none. Throws {@link IllegalArgumentException} for a file or
     * keystore that is not as it should be.
     */
    public static SigningKeys open(Path file, KeysConfig config, InstantSource clock) {
        KeyVault vault = config.vault(clock);
        SigningKeys keys = new SigningKeys(file, vault, config, clock, true);
        if (vault == null && Files.exists(file) && keys.file.read().keys().isEmpty()) {
            throw new IllegalArgumentException("key file " + file + " has no key, expected at least one");
        }
        keys.change(ring ->
                keys.work.withKeyFor(SigningAlgorithm.RS256, keys.work.tended(ring, clock.instant()), clock.instant()));
        keys.current(SigningAlgorithm.RS256);
        return keys;
    }

    /**
     * Reads keys that another one makes and tends, to sign with them: writes nothing. Throws
     * {@link IllegalArgumentException} where there is none for RS256 that can sign.
     *
     * @param config as that other one has it
     */
    public static SigningKeys reading(Path file, KeysConfig config, InstantSource clock) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("key file " + file + " is not there, expected the transmitter's");
        }
        SigningKeys keys = new SigningKeys(file, config.vault(clock), config, clock, false);
        keys.load(keys.file.read());
        if (keys.currentIn(keys.held, SigningAlgorithm.RS256).isEmpty()) {
            throw new IllegalArgumentException("key file " + file + " has no key for RS256 whose private part is at"
                    + " hand, expected the section keys as the transmitter has it");
        }
        return keys;
    }

    /**
     * Who signs with that algorithm now. If nobody can yet, a key is made, which takes a while; throws
     * {@link IllegalStateException} where keys are another one's to make.
     */
    public Signer current(SigningAlgorithm algorithm) {
        return currentIn(held, algorithm).orElseGet(() -> {
            if (ours) {
                change(ring -> work.withKeyFor(algorithm, ring, clock.instant()));
            }
            return currentIn(held, algorithm)
                    .orElseThrow(() -> new IllegalStateException("there is no key for " + algorithm.jose()));
        });
    }

    private Optional<Signer> currentIn(Held now, SigningAlgorithm algorithm) {
        return now.ring()
                .current(algorithm, clock.instant(), key -> now.signers().containsKey(key.keyId()))
                .map(key -> now.signers().get(key.keyId()));
    }

    /** The published key of that id for RS256, which alone signs access tokens. */
    public Optional<RSAKey> byId(String keyId) {
        return held.ring()
                .byId(keyId)
                .filter(key -> key.algorithm() == SigningAlgorithm.RS256 && key.publishedAt(clock.instant()))
                .map(key -> key.jwk().toPublicJWK().toRSAKey());
    }

    /** Can a receiver still find the key that signed this token of ours? */
    public boolean publishes(String token) {
        int end = token.indexOf('.');
        RingKey key = end < 0 ? null : held.byHeader().get(token.substring(0, end));
        return key != null && key.publishedAt(clock.instant());
    }

    /**
     * The JWKS document (RFC 7517 §5) as of now, read again if the keys have changed: not to be called on an event
     * loop.
     */
    public String publishedJson() {
        reread();
        return RingJson.publish(held.ring().published(clock.instant()));
    }

    /** Reads the keys again if somebody has changed them: not to be called on an event loop. */
    public void reread() {
        try {
            if (file.changed()) {
                load(file.read());
            }
        } catch (RuntimeException e) {
            LOG.error("cannot read the signing keys again, works on with those it has", e);
        }
    }

    /** All keys, retired ones for as long as they could not be deleted. */
    public List<KeyDescription> list() {
        Instant now = clock.instant();
        Held all = held;
        return all.ring().keys().stream()
                .map(key -> new KeyDescription(
                        key.keyId(),
                        key.algorithm(),
                        all.ring().state(key, now),
                        key.published(),
                        key.signsFrom(),
                        key.unpublished(),
                        Optional.ofNullable(all.signers().get(key.keyId()))
                                .map(Signer::providerName)
                                .orElse(null)))
                .toList();
    }

    /**
     * Gives every key a successor, or those of one algorithm, and tells of all keys as they are then. An ordinary
     * rotation does nothing where one is under way already. Blocks for as long as making keys takes.
     */
    public List<KeyDescription> rotate(Rotation how, @Nullable SigningAlgorithm only) {
        LOG.info("{} rotation of signing keys: {}", how, only == null ? "all algorithms" : only.jose());
        change(ring -> work.rotated(how, only, ring, clock.instant()));
        return list();
    }

    /** To be called now and then: notices what others did, and what time did. */
    public void tend() {
        try {
            change(ring -> work.tended(ring, clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("cannot tend the signing keys, works on with those it has", e);
        }
    }

    private synchronized void change(UnaryOperator<KeyRing> change) {
        load(file.update(change));
    }

    private synchronized void load(KeyRing ring) {
        Instant now = clock.instant();
        Map<String, Signer> known = held.signers();
        Map<String, Signer> signers = new HashMap<>();
        Map<String, RingKey> byHeader = new HashMap<>();
        Map<String, KeyVault.Pair> inVault = new HashMap<>();
        if (vault != null) {
            vault.pairs().forEach(pair -> inVault.put(pair.publicKey().getKeyID(), pair));
        }
        for (RingKey key : ring.published(now)) {
            boolean here = key.jwk().isPrivate() || inVault.containsKey(key.keyId());
            if (here) {
                Signer signer =
                        known.containsKey(key.keyId()) ? known.get(key.keyId()) : signer(key, inVault.get(key.keyId()));
                signers.put(key.keyId(), signer);
            }
            for (TokenType type : TokenType.values()) {
                byHeader.put(Signer.header(type, key.algorithm(), key.keyId()), key);
            }
        }
        held = new Held(ring, Map.copyOf(signers), Map.copyOf(byHeader));
    }

    private Signer signer(RingKey key, KeyVault.@Nullable Pair pair) {
        Signer signer = pair != null && pair.provider() != null
                ? Signer.of(key.keyId(), key.algorithm(), pair.privateKey(), pair.provider())
                : Signer.preferring(
                        preferred,
                        key.keyId(),
                        key.algorithm(),
                        pair == null ? KeyPairs.privateKey(key.jwk()) : pair.privateKey());
        LOG.info(
                "{} signatures with key {} are computed by {}",
                key.algorithm().jose(),
                key.keyId(),
                signer.providerName());
        return signer;
    }
}
