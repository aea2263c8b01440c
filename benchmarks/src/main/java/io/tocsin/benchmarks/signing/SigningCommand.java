// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.signing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code signing}: signatures per second on one thread, per algorithm and provider, beside {@code openssl speed}. */
@Command(
        name = "signing",
        description = "Signatures per second and thread, by algorithm and provider, beside openssl speed (JMH).")
public final class SigningCommand implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "2", description = "seconds per measurement (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--iterations", defaultValue = "3", description = "measurements each (default ${DEFAULT-VALUE})")
    private int iterations;

    @Override
    public Integer call() throws Exception {
        System.err.println("Signing 768 bytes on one thread, " + iterations + " x " + seconds
                + " s for each algorithm and provider, one fork each.");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(SignJws.class.getSimpleName())
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(seconds))
                        .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        ObjectNode report = new ObjectMapper().createObjectNode();
        for (RunResult result : results) {
            String algorithm = result.getParams().getParam("algorithm");
            String provider = result.getParams().getParam("provider");
            double perSecond = result.getPrimaryResult().getScore();
            report.withObject("/" + algorithm).put(provider, Math.round(perSecond));
            System.err.printf("%-6s %-5s %,9.0f /s%n", algorithm, provider, perSecond);
        }
        for (Map.Entry<String, Double> openssl :
                OpenSslSpeed.signaturesPerSecond(seconds).entrySet()) {
            report.withObject("/" + openssl.getKey()).put("openssl", Math.round(openssl.getValue()));
            System.err.printf("%-6s %-5s %,9.0f /s%n", openssl.getKey(), "openssl", openssl.getValue());
        }
        System.out.println(report);
        return 0;
    }
}
