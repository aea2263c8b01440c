// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Chance that repeats. Dice for something particular are derived by its name, so that what one habit throws does not
 * change what another gets.
 */
public final class Dice {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final char[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".toCharArray();

    private long state;

    public Dice(long seed) {
        state = mixed(seed + STEP);
    }

    /** Others, by what they are for. */
    public Dice of(String purpose, long... which) {
        long seed = state;
        for (int i = 0; i < purpose.length(); i++) {
            seed = mixed(seed * 31 + purpose.charAt(i));
        }
        for (long part : which) {
            seed = mixed(seed ^ (part + STEP));
        }
        return new Dice(seed);
    }

    /** SplitMix64. */
    private long next() {
        state += STEP;
        return mixed(state);
    }

    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 up to, but not including, 1. */
    public double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return fraction() < probability;
    }

    /** From 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Both included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** To the millisecond. */
    public Duration between(Duration least, Duration most) {
        return least.plusMillis((long) (fraction() * most.minus(least).toMillis()));
    }

    public <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** Bell-shaped around {@code mean}, never further from it than six times {@code deviation}. */
    public double around(double mean, double deviation) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += fraction();
        }
        return mean + sum * deviation;
    }

    /** Mostly short, seldom long. */
    public Duration waiting(Duration mean) {
        return Duration.ofMillis((long) (-StrictMath.log(1 - fraction()) * mean.toMillis()));
    }

    /** How often something happens that happens {@code mean} times on average. */
    public int times(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = fraction();
        int times = 0;
        while (product > limit) {
            times++;
            product *= fraction();
        }
        return times;
    }

    public String hex(int length) {
        return text(HEX, length);
    }

    /** Letters and digits, as vendors make ids. */
    public String letters(int length) {
        return text(LETTERS, length);
    }

    private String text(char[] alphabet, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = alphabet[below(alphabet.length)];
        }
        return new String(text);
    }

    /** Of version 4. */
    public String uuid() {
        long high = (next() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (next() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
