// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.secret.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What checkpoints are signed with, ES256, and what they are verified with. The file is a JWK Set that its owner alone
 * may read; the newest of its keys signs, and those before it are kept without their private parts, so that nobody can
 * sign in the name of a past time. Any number of threads may use it.
 */
public final class AuditKeys {
    private static final JOSEObjectType TYPE = new JOSEObjectType("tocsin-checkpoint+jws");

    private final Path file;
    private final List<ECKey> others;
    private final InstantSource clock;
    private volatile Ring ring;

    /** @param byId every key whose signature counts */
    private record Ring(ECKey signing, Map<String, ECKey> byId) {}

    /** A key as people see it. */
    public record Description(String id, Instant since, boolean signs, boolean ours) {}

    private AuditKeys(Path file, List<ECKey> others, InstantSource clock, Ring ring) {
        this.file = file;
        this.others = others;
        this.clock = clock;
        this.ring = ring;
    }

    /**
     * Reads the file, or makes it with a first key in it.
     *
     * @param trusted JWK Sets of the public keys of other processes that write checkpoints
     * @throws IllegalArgumentException if a file is none such, or others than its owner may reach the private one
     */
    public static AuditKeys open(Path file, List<Path> trusted, InstantSource clock) {
        List<ECKey> others = new ArrayList<>();
        for (Path path : trusted) {
            try {
                others.addAll(keys(Files.readString(path), path));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the trusted audit keys " + path, e);
            }
        }
        List<ECKey> own = locked(file, () -> {
            if (!Files.exists(file)) {
                write(file, List.of(made(clock.instant())));
            }
            return keys(new String(PrivateFile.read(file), UTF_8), file);
        });
        return new AuditKeys(file, List.copyOf(others), clock, ring(file, own, others));
    }

    /** Makes a successor of the key that signs, and forgets the private part of that one. */
    public void rotate() {
        ring = locked(file, () -> {
            List<ECKey> own = new ArrayList<>(keys(new String(PrivateFile.read(file), UTF_8), file).stream()
                    .map(ECKey::toPublicJWK)
                    .toList());
            own.add(made(clock.instant()));
            write(file, own);
            return ring(file, own, others);
        });
    }

    public List<Description> describe() {
        Ring now = ring;
        return now.byId.values().stream()
                .map(key -> new Description(
                        key.getKeyID(),
                        since(key),
                        key.getKeyID().equals(now.signing.getKeyID()),
                        others.stream().noneMatch(other -> other.getKeyID().equals(key.getKeyID()))))
                .sorted(Comparator.comparing(Description::since).reversed())
                .toList();
    }

    /** The public parts as a JWK Set, for whoever is to verify without this file. */
    public String published() {
        return new JWKSet(List.copyOf(ring.byId.values())).toString(true);
    }

    /** A compact JWS of a checkpoint. */
    String sign(Checkpoint checkpoint) {
        ECKey key = ring.signing;
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.getKeyID())
                        .build(),
                new Payload(checkpoint.json()));
        try {
            jws.sign(new ECDSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the audit key " + key.getKeyID() + " does not sign", e);
        }
    }

    /** What a checkpoint turns out to be. */
    sealed interface Read {
        /** It is ours. */
        record Genuine(Checkpoint checkpoint, String keyId) implements Read {}

        /** It is not, or not any more. */
        record Forged(String why) implements Read {}
    }

    Read read(String compact) {
        try {
            JWSObject jws = JWSObject.parse(compact);
            JWSHeader header = jws.getHeader();
            String id = header.getKeyID();
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType()) || id == null) {
                return new Read.Forged("its header is none of a checkpoint");
            }
            ECKey key = ring.byId.get(id);
            if (key == null) {
                return new Read.Forged("it is signed by key " + id + ", which is not known here; if that is another"
                        + " hub's, name its public keys in risk.audit.trusted-keys");
            }
            if (!jws.verify(new ECDSAVerifier(key))) {
                return new Read.Forged("its signature does not fit what it says");
            }
            return new Read.Genuine(Checkpoint.read(jws.getPayload().toString()), id);
        } catch (ParseException | JOSEException | MalformedException e) {
            return new Read.Forged("it is no signed checkpoint: " + e.getMessage());
        }
    }

    private static Ring ring(Path file, List<ECKey> own, List<ECKey> others) {
        Map<String, ECKey> byId = new LinkedHashMap<>();
        others.forEach(key -> byId.put(key.getKeyID(), key.toPublicJWK()));
        own.forEach(key -> byId.put(key.getKeyID(), key.toPublicJWK()));
        ECKey signing = own.stream()
                .filter(ECKey::isPrivate)
                .max(Comparator.comparing(AuditKeys::since))
                .orElseThrow(() -> new IllegalArgumentException("audit key file " + file
                        + " has no key with a private part; move it away, and list it in risk.audit.trusted-keys"));
        return new Ring(signing, byId);
    }

    private static Instant since(ECKey key) {
        return key.getIssueTime() == null ? Instant.EPOCH : key.getIssueTime().toInstant();
    }

    private static ECKey made(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(now))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key can be made for ES256", e);
        }
    }

    private static List<ECKey> keys(String text, Path file) {
        try {
            List<ECKey> keys = new ArrayList<>();
            for (JWK key : JWKSet.parse(text).getKeys()) {
                if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve()) || key.getKeyID() == null) {
                    throw new IllegalArgumentException(
                            "audit key file " + file + " has a key that is none, expected EC on P-256 with a kid");
                }
                keys.add(ec);
            }
            return keys;
        } catch (ParseException e) {
            throw new IllegalArgumentException("audit key file " + file + " is no JWK Set", e);
        }
    }

    private static void write(Path file, List<ECKey> keys) {
        PrivateFile.write(file, new JWKSet(List.copyOf(keys)).toString(false).getBytes(UTF_8));
    }

    private interface Work<T> {
        T work();
    }

    /** Two processes that start over one file must not each make a first key. */
    private static synchronized <T> T locked(Path file, Work<T> work) {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock is not valid");
                }
                return work.work();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the audit key file " + file + " by " + beside, e);
        }
    }
}
