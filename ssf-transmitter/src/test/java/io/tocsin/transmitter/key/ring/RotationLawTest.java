// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.transmitter.key.TokenType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever two instances on one keys file go through, in whatever order: a SET that leaves verifies by a published key,
 * and by the JWKS that a receiver has kept, unless a key was withdrawn in an emergency.
 */
@Requirement("SEC-3")
class RotationLawTest {
    private static final Duration AHEAD = Duration.ofMinutes(20);
    private static final Duration RETIRE = Duration.ofHours(3);
    private static final KeysConfig CONFIG =
            new KeysConfig(AHEAD, RETIRE, Duration.ofHours(12), null, null, null, null);
    private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.ES256;

    private record Signed(String token, Instant at) {}

    /** Fetches the JWKS when what it has is too old, from either instance; never because a key is unknown. */
    private static final class Receiver {
        private String kept = "";
        private Instant fetched = Instant.MIN;

        boolean verifies(String token, SigningKeys from, Instant now) {
            if (!now.isBefore(fetched.plus(KeysConfig.JWKS_MAX_AGE))) {
                kept = from.publishedJson();
                fetched = now;
            }
            return Verifying.verifies(token, kept);
        }
    }

    @TempDir
    Path folder;

    static List<Long> seeds() {
        Random random = new Random();
        return random.longs(2).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySetVerifiesByAPublishedKey(long seed) throws IOException {
        run(new Random(seed), false);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterAnEmergencyWhatLeavesIsSignedAgain(long seed) throws IOException {
        run(new Random(seed), true);
    }

    private void run(Random random, boolean emergencies) throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
        Path file = folder.resolve("keys.json");
        SigningKeys[] instances = {open(file, now), open(file, now)};
        instances[0].current(ALGORITHM);
        instances[1].tend();
        Receiver receiver = new Receiver();
        List<Signed> queued = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            SigningKeys one = instances[random.nextInt(2)];
            switch (random.nextInt(emergencies ? 8 : 7)) {
                case 0, 1 -> pass(random, now, instances);
                case 2 -> one.rotate(Rotation.ORDINARY, ALGORITHM);
                case 3 -> instances[random.nextInt(2)] = open(file, now);
                case 4 -> Files.writeString(folder.resolve(".key" + step + ".tmp"), "{\"keys\":[");
                case 5, 6 -> queued.add(signAndSend(one, instances, receiver, emergencies, now.get()));
                default -> {
                    one.rotate(Rotation.EMERGENCY, ALGORITHM);
                    receiver.fetched = Instant.MIN;
                }
            }
            if (!queued.isEmpty()) {
                sendAgain(queued.get(random.nextInt(queued.size())), one, emergencies, now.get());
            }
        }
        assertThat(queued).as("the run was worth it").hasSizeGreaterThan(30);
    }

    /** Time goes by, and the instances are tended while it does, as often as they are configured to be. */
    private static void pass(Random random, AtomicReference<Instant> now, SigningKeys... instances) {
        int most = random.nextBoolean() ? 30 : 3000;
        now.updateAndGet(at -> at.plusSeconds(random.nextInt(most)).plusMillis(random.nextInt(1000)));
        for (SigningKeys instance : instances) {
            instance.tend();
        }
    }

    private static Signed signAndSend(
            SigningKeys signer, SigningKeys[] instances, Receiver receiver, boolean emergencies, Instant now) {
        if (emergencies) {
            // it may not know yet; then it is as if it had signed a moment earlier
            signer.tend();
        }
        String token = signer.current(ALGORITHM).sign(TokenType.SET, "{}".getBytes(UTF_8));
        for (SigningKeys instance : instances) {
            assertThat(Verifying.verifies(token, instance.publishedJson()))
                    .as("published by every instance")
                    .isTrue();
        }
        assertThat(receiver.verifies(token, instances[0], now))
                .as("by the JWKS the receiver kept, emergencies apart")
                .isTrue();
        return new Signed(token, now);
    }

    /** A SET that was not acknowledged leaves again: the same token while its key is published, else a new one. */
    private static void sendAgain(Signed waiting, SigningKeys sender, boolean emergencies, Instant now) {
        if (emergencies) {
            sender.tend();
        }
        boolean published = sender.publishes(waiting.token());
        assertThat(published)
                .as("it knows whether anybody could verify it")
                .isEqualTo(Verifying.verifies(waiting.token(), sender.publishedJson()));
        if (!published && !emergencies) {
            assertThat(Duration.between(waiting.at(), now))
                    .as("published for as long as was promised")
                    .isGreaterThanOrEqualTo(RETIRE);
        }
    }

    private static SigningKeys open(Path file, AtomicReference<Instant> now) {
        return SigningKeys.open(file, CONFIG, now::get);
    }
}
