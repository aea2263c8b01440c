// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.fanout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fanout}: what one event costs with a million subjects, beside what it costs with a hundred. */
@Command(
        name = "fanout",
        description = "Cost per event of finding its streams and making its SETs: 1,000,000 subjects on 1,000 streams"
                + " beside 100 subjects on 10 streams, with as many matches.")
public final class FanOutCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "21", description = "rounds of each (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--events", defaultValue = "20000", description = "events a round (default ${DEFAULT-VALUE})")
    private int events;

    @Override
    public Integer call() throws Exception {
        System.err.println("The transmitter's own index of subjects and its own making of outbox entries are called"
                + " directly, without Kafka around them; every event is about somebody who is on "
                + Town.STREAMS_PER_PERSON + " streams. Rounds alternate.");
        long before = usedAfterCollection();
        Town large = new Town(1_000, 1_000_000);
        long heap = usedAfterCollection() - before;
        Town small = new Town(10, 100);
        RandomGenerator random = new SplittableRandom(7);
        double[] largeNanos = new double[rounds];
        double[] smallNanos = new double[rounds];
        // the first rounds are thrown away, they are the compiler's
        for (int round = -rounds / 2; round < rounds; round++) {
            double one = nanosPerEvent(small, random);
            double other = nanosPerEvent(large, random);
            if (round >= 0) {
                smallNanos[round] = one;
                largeNanos[round] = other;
            }
        }
        double ratio = median(largeNanos) / median(smallNanos);
        System.err.printf(
                "%,d subjects: %,.0f ns an event; %,d subjects: %,.0f ns an event; ratio %.2f; heap %,d MiB%n",
                small.subjects(), median(smallNanos), large.subjects(), median(largeNanos), ratio, heap >> 20);
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("ratio", Math.round(ratio * 100) / 100.0);
        report.put("smallNanosPerEvent", Math.round(median(smallNanos)));
        report.put("largeNanosPerEvent", Math.round(median(largeNanos)));
        report.put("heapMiB", heap >> 20);
        report.put("subjects", large.subjects());
        report.put("streams", 1_000);
        report.put("matchesPerEvent", Town.STREAMS_PER_PERSON);
        System.out.println(report);
        return 0;
    }

    private double nanosPerEvent(Town town, RandomGenerator random) {
        long entries = 0;
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            entries += town.fanOut(random);
        }
        long took = System.nanoTime() - start;
        if (entries != (long) events * Town.STREAMS_PER_PERSON) {
            throw new IllegalStateException(
                    "an event had " + (double) entries / events + " matches, expected " + Town.STREAMS_PER_PERSON);
        }
        return (double) took / events;
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
