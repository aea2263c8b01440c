// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import com.nimbusds.jose.jwk.JWK;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.KeyPairs;
import io.tocsin.transmitter.key.KeyVault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done to a ring, by whoever holds its lock. Keys are made in the vault before the ring names them, and deleted
 * there before it forgets them: a crash in between leaves a key too many, never a name without a key, and a key that
 * was withdrawn is never taken for a new one.
 */
final class RingWork {
    private static final Logger LOG = LoggerFactory.getLogger(RingWork.class);

    private final KeysConfig config;
    private final @Nullable KeyVault vault;

    RingWork(KeysConfig config, @Nullable KeyVault vault) {
        this.config = config;
        this.vault = vault;
    }

    /**
     * With a key of that algorithm that can sign now. The first one signs at once: nobody has an older JWKS with it.
     */
    KeyRing withKeyFor(SigningAlgorithm algorithm, KeyRing ring, Instant now) {
        Set<String> held = held();
        return ring.current(algorithm, now, key -> usable(key, held)).isPresent()
                ? ring
                : ring.rotatedTo(fresh(algorithm, second(now), second(now)), config.retireAfter());
    }

    /** With successors for all keys, or for those of one algorithm. */
    KeyRing rotated(Rotation how, @Nullable SigningAlgorithm only, KeyRing ring, Instant now) {
        KeyRing after = ring;
        for (SigningAlgorithm algorithm : algorithms(ring, now)) {
            if (only == null || only == algorithm) {
                after = switch (how) {
                    case ORDINARY -> succeeded(algorithm, after, now);
                    case EMERGENCY ->
                        after.unpublishing(algorithm, second(now)).plus(fresh(algorithm, second(now), second(now)));
                };
            }
        }
        // retired keys are deleted when the ring is tended, so that the ring says so first
        return after;
    }

    /** As time goes by: takes in what was put into the vault, lets old keys be succeeded, and forgets retired ones. */
    KeyRing tended(KeyRing ring, Instant now) {
        KeyRing after = adopted(ring, now);
        Duration age = config.rotateEvery();
        if (age != null) {
            for (SigningAlgorithm algorithm : algorithms(after, now)) {
                after = succeededIfOld(algorithm, after, age, now);
            }
        }
        return pruned(after, now);
    }

    private KeyRing succeededIfOld(SigningAlgorithm algorithm, KeyRing ring, Duration age, Instant now) {
        RingKey current = ring.current(algorithm, now, any -> true).orElse(null);
        if (current == null) {
            return ring;
        }
        if (current.signsFrom() == null) {
            // its age is not known: it counts from today
            RingKey dated =
                    new RingKey(current.jwk(), algorithm, current.published(), second(now), current.unpublished());
            return new KeyRing(ring.keys().stream()
                    .map(key -> key.equals(current) ? dated : key)
                    .toList());
        }
        return now.isBefore(current.signsFrom().plus(age).minus(config.publishAhead()))
                ? ring
                : succeeded(algorithm, ring, now);
    }

    private KeyRing succeeded(SigningAlgorithm algorithm, KeyRing ring, Instant now) {
        if (ring.hasNext(algorithm, now)) {
            return ring;
        }
        // rounded up: published for no less than was promised
        RingKey next = fresh(
                algorithm, second(now), second(now.plus(config.publishAhead())).plusSeconds(1));
        LOG.info("signing key {} for {} takes over at {}", next.keyId(), algorithm.jose(), next.signsFrom());
        return ring.rotatedTo(next, config.retireAfter());
    }

    /** A key that somebody put into the vault follows the one there is, in due time. */
    private KeyRing adopted(KeyRing ring, Instant now) {
        if (vault == null) {
            return ring;
        }
        KeyRing after = ring;
        for (KeyVault.Pair pair : vault.pairs()) {
            JWK jwk = pair.publicKey();
            if (after.byId(jwk.getKeyID()).isPresent()) {
                continue;
            }
            boolean first = after.current(pair.algorithm(), now, any -> true).isEmpty();
            Instant from = first
                    ? second(now)
                    : second(now.plus(config.publishAhead())).plusSeconds(1);
            LOG.info(
                    "signing key {} for {} found in {}, signs from {}",
                    jwk.getKeyID(),
                    pair.algorithm().jose(),
                    vault.place(),
                    from);
            after = after.rotatedTo(RingKey.made(jwk, pair.algorithm(), second(now), from), config.retireAfter());
        }
        return after;
    }

    private KeyRing pruned(KeyRing ring, Instant now) {
        List<String> gone = new ArrayList<>();
        for (RingKey key : ring.keys()) {
            if (!key.publishedAt(now) && (vault == null || vault.delete(key.keyId()))) {
                LOG.info(
                        "signing key {} for {} is deleted",
                        key.keyId(),
                        key.algorithm().jose());
                gone.add(key.keyId());
            }
        }
        return gone.isEmpty() ? ring : ring.without(gone);
    }

    private RingKey fresh(SigningAlgorithm algorithm, Instant published, Instant signsFrom) {
        return RingKey.made(fresh(algorithm), algorithm, published, signsFrom);
    }

    private JWK fresh(SigningAlgorithm algorithm) {
        if (vault != null) {
            return vault.generate(algorithm).publicKey();
        }
        try {
            KeyPair pair = KeyPairs.generate(algorithm, config.rsaBits(), null);
            return KeyPairs.jwk(algorithm, pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make a key for " + algorithm.jose(), e);
        }
    }

    private Set<String> held() {
        return vault == null
                ? Set.of()
                : vault.pairs().stream()
                        .map(pair -> pair.publicKey().getKeyID())
                        .collect(Collectors.toSet());
    }

    private static boolean usable(RingKey key, Set<String> held) {
        return key.jwk().isPrivate() || held.contains(key.keyId());
    }

    private static Set<SigningAlgorithm> algorithms(KeyRing ring, Instant now) {
        return ring.published(now).stream().map(RingKey::algorithm).collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the file keeps times. */
    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
