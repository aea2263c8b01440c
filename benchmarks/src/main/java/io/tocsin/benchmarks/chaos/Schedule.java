// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Who is killed in one round, and when; the same for the same seed and round. */
record Schedule(List<Kill> kills) {
    /**
     * One kill.
     *
     * @param which of several transmitters
     * @param afterMillis after the kill before it, or the start of the round
     * @param downMillis until it is started again
     */
    record Kill(Victim victim, int which, int afterMillis, int downMillis) {}

    private static final int FIRST = 2_000;
    private static final int NEXT = 4_000;
    private static final int DOWN = 500;
    private static final long ROUNDS_APART = 0xD1B54A32D192ED03L;

    /** For people. */
    String words() {
        return kills.stream()
                .map(kill -> kill.victim().toString().toLowerCase(Locale.ROOT)
                        + (kill.victim() == Victim.TRANSMITTER ? " " + kill.which() : "") + " +" + kill.afterMillis()
                        + " ms")
                .collect(Collectors.joining(", "));
    }

    static Schedule of(long seed, int round, int transmitters) {
        // far apart, or neighbouring seeds would play alike
        Random random = Random.from(new SplittableRandom(seed * ROUNDS_APART + round));
        List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
        Collections.shuffle(victims, random);
        // mostly one, sometimes two, rarely all within a few seconds
        int dice = random.nextInt(10);
        int count = dice < 6 ? 1 : dice < 9 ? 2 : 3;
        List<Kill> kills = new ArrayList<>();
        for (Victim victim : victims.subList(0, count)) {
            kills.add(new Kill(
                    victim,
                    random.nextInt(transmitters),
                    200 + random.nextInt(kills.isEmpty() ? FIRST : NEXT),
                    random.nextInt(DOWN)));
        }
        return new Schedule(kills);
    }
}
