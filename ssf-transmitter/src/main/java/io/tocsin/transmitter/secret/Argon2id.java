// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.secret.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) hashes as PHC strings. New ones are made with 19 MiB, two passes and one lane, the least OWASP
 * recommends: some 50 ms of one core, which a guesser pays for every guess and we for every first look at a secret.
 * Hashes made elsewhere may cost up to 64 MiB and ten passes.
 */
public final class Argon2id {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int MOST_MEMORY_KIB = 64 * 1024;
    private static final int PASSES = 2;
    private static final int MOST_PASSES = 10;
    private static final int MOST_LANES = 16;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** Of a secret as an operator writes it: a PHC string stays as it is, anything else is hashed. */
    public SecretHash of(Secret written) {
        String text = written.reveal();
        if (text.startsWith("$argon2id$")) {
            SecretHash hash = new SecretHash(text);
            Parsed.of(hash);
            return hash;
        }
        if (text.startsWith("sha256:")) {
            throw new IllegalArgumentException(
                    "a client secret begins with sha256:, which is no longer a hash; expected $argon2id$… or the"
                            + " secret itself");
        }
        return hash(text);
    }

    /** A fresh hash of it. Takes long: not to be called on an event loop. */
    public SecretHash hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = compute(secret, salt, MEMORY_KIB, PASSES, 1, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new SecretHash("$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash));
    }

    /** Compares in constant time. Takes as long as {@link #hash}. */
    public static boolean matches(SecretHash hash, String presented) {
        Parsed parsed = Parsed.of(hash);
        byte[] computed =
                compute(presented, parsed.salt, parsed.memoryKib, parsed.passes, parsed.lanes, parsed.hash.length);
        return MessageDigest.isEqual(parsed.hash, computed);
    }

    private static byte[] compute(String secret, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(secret.getBytes(UTF_8), hash);
        return hash;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared or printed
    private record Parsed(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        static Parsed of(SecretHash hash) {
            Matcher phc = PHC.matcher(hash.phc());
            if (!phc.matches()) {
                throw new IllegalArgumentException("a client secret begins with $ and is no Argon2id PHC string,"
                        + " expected $argon2id$v=19$m=…,t=…,p=…$salt$hash");
            }
            Parsed parsed = new Parsed(
                    Integer.parseInt(phc.group(1)),
                    Integer.parseInt(phc.group(2)),
                    Integer.parseInt(phc.group(3)),
                    Base64.getDecoder().decode(phc.group(4)),
                    Base64.getDecoder().decode(phc.group(5)));
            boolean affordable = parsed.lanes >= 1
                    && parsed.lanes <= MOST_LANES
                    && parsed.passes >= 1
                    && parsed.passes <= MOST_PASSES
                    && parsed.memoryKib >= 8 * parsed.lanes
                    && parsed.memoryKib <= MOST_MEMORY_KIB;
            if (!affordable) {
                throw new IllegalArgumentException("a client secret's hash has m=" + parsed.memoryKib + ",t="
                        + parsed.passes + ",p=" + parsed.lanes + ", expected at most m=" + MOST_MEMORY_KIB + ",t="
                        + MOST_PASSES + ",p=" + MOST_LANES);
            }
            return parsed;
        }
    }
}
