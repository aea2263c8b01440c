// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.risk.backtest.Backtest;
import io.tocsin.risk.backtest.Backtest.Summary;
import io.tocsin.risk.backtest.Backtest.Trial;
import io.tocsin.risk.company.Month;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.recording.RecordingReader;
import io.tocsin.schemas.recording.RecordingWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backtest}: recorded signals a second through identity, risk and the shipped policy. */
@Command(
        name = "backtest",
        description = "Signals a second from a file through identity, risk and the shipped policy: a company of 10,000"
                + " people, made up beforehand. What is measured is reading, resolving and deciding, start to end.")
public final class BacktestCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(names = "--users", defaultValue = "10000", description = "people (default ${DEFAULT-VALUE})")
    private int users;

    @Option(names = "--days", defaultValue = "5", description = "days of theirs (default ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--rounds", defaultValue = "3", description = "the median counts (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            description = "rounds before those, told but not counted (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--signals", description = "a file of signals instead")
    private @Nullable Path signals;

    @Override
    public Integer call() throws Exception {
        Path file = signals == null ? Files.createTempFile("tocsin-backtest", ".avro") : signals;
        try {
            if (signals == null) {
                generate(file);
            }
            double[] rates = new double[rounds];
            long count = 0;
            LongAdder decisions = new LongAdder();
            for (int round = -warmUp; round < rounds; round++) {
                decisions.reset();
                Summary summary = run(file, decisions);
                count = summary.signals();
                double rate = summary.signalsPerSecond();
                System.err.printf(
                        "%s: %,d signals in %.1f s, %,.0f a second, %,d decisions%n",
                        round < 0 ? "warm-up" : "round " + (round + 1),
                        count,
                        summary.took().toNanos() / NANOS,
                        rate,
                        decisions.sum());
                if (round >= 0) {
                    rates[round] = rate;
                }
            }
            Arrays.sort(rates);
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("signalsPerSecond", Math.round(rates[rates.length / 2]));
            report.put("signals", count);
            report.put("decisions", decisions.sum());
            report.put("users", users);
            report.put("days", days);
            report.put("peakHeapMiB", peakHeap() >> 20);
            System.out.println(report);
            return 0;
        } finally {
            if (signals == null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void generate(Path file) {
        System.err.printf("Making up %d days of %,d people.%n", days, users);
        Month month = Month.of(1, users, days, LocalDate.parse("2026-03-02"));
        try (RecordingWriter writer = RecordingWriter.create(file, month.about("benchmark"))) {
            month.live(writer::write, day -> {});
            writer.finish();
        }
    }

    private static Summary run(Path file, LongAdder decisions) throws InterruptedException {
        Policy policy = Policy.load(null);
        try (RecordingReader reader = RecordingReader.open(file)) {
            return new Backtest(List.of(new Trial(policy, (decision, at) -> decisions.increment()))).run(reader::next);
        }
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
