// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.benchmarks.load.WorkFolder;
import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.risk.RiskControl.Document;
import io.tocsin.schemas.risk.RiskControl.PolicyChange;
import io.tocsin.schemas.topic.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code risk}: signals a second through identity and risk, and what a shadow policy costs. */
@Command(
        name = "risk",
        description = "Signals a second through identity and risk, broker included, by the policy that comes with"
                + " Tocsin; and the same with a shadow policy beside it. The signals are a made-up company's.")
public final class RiskCommand implements Callable<Integer> {
    private static final double BAR = 5_000;
    private static final double SHADOW_BAR = 0.30;

    @Option(names = "--signals", defaultValue = "150000", description = "signals a run (default ${DEFAULT-VALUE})")
    private int signals;

    @Option(
            names = "--warm-up",
            defaultValue = "300000",
            description = "signals before, not measured (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--users", defaultValue = "5000", description = "people (default ${DEFAULT-VALUE})")
    private int users;

    @Option(names = "--threads", defaultValue = "2", description = "stream threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--seed", defaultValue = "1", description = "of the company (default ${DEFAULT-VALUE})")
    private long seed;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        Path folder = work.make("risk");
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(8);
        try (Wire wire = Wire.open(Map.of())) {
            System.err.printf(
                    "%,d signals of %,d people, after %,d to warm up; one partition, replication 1, acks=all%n",
                    signals, users, warmUp);
            new Run(folder.resolve("warm-up"), threads, wire)
                    .measure(Days.in(folder.resolve("warm-up.signals"), seed + 1, users, warmUp, first, wire), null);
            Days many = Days.in(folder.resolve("signals"), seed, users, signals, first, wire);
            Run.Figure alone = new Run(folder.resolve("alone"), threads, wire).measure(many, null);
            System.err.printf(
                    "%,.0f signals/s, %.0f µs of processor time each%n", alone.perSecond(), alone.microsEach());
            Run.Figure shadowed = new Run(folder.resolve("shadow"), threads, wire).measure(many, withShadow());
            double cost = 1 - shadowed.perSecond() / alone.perSecond();
            System.err.printf(
                    "%,.0f signals/s with a shadow policy, %.0f %% less, %.0f µs each%n",
                    shadowed.perSecond(), cost * 100, shadowed.microsEach());
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("signalsPerSecond", Math.round(alone.perSecond()))
                    .put("withShadowPerSecond", Math.round(shadowed.perSecond()))
                    .put("shadowCost", Math.round(cost * 1000) / 1000.0)
                    .put("cpuMicrosPerSignal", Math.round(alone.microsEach()))
                    .put("withShadowCpuMicros", Math.round(shadowed.microsEach()))
                    .put("signals", signals)
                    .put("users", users)
                    .put("threads", threads);
            System.out.println(report);
            return alone.perSecond() >= BAR && cost < SHADOW_BAR ? 0 : 1;
        }
    }

    /** The shipped policy in force, and a stricter reading of it beside. */
    private static PolicyChange withShadow() throws IOException {
        String text = shipped();
        String stricter = text.replace("name: default", "name: stricter").replace("high: 75", "high: 70");
        return new PolicyChange(0, document(text), List.of(document(stricter)), Instant.EPOCH);
    }

    private static Document document(String text) {
        return new Document(Policy.read("policy", text.getBytes(UTF_8)).version(), text);
    }

    private static String shipped() throws IOException {
        try (InputStream in = Policy.class.getResourceAsStream("/io/tocsin/risk/default-policy.yaml")) {
            if (in == null) {
                throw new IllegalStateException("default-policy.yaml is missing from the program");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
