// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks;

import io.tocsin.benchmarks.backtest.BacktestCommand;
import io.tocsin.benchmarks.chaos.ChaosCommand;
import io.tocsin.benchmarks.delivery.DeliveryCommand;
import io.tocsin.benchmarks.edge.EdgeCommand;
import io.tocsin.benchmarks.enforcement.EnforcementCommand;
import io.tocsin.benchmarks.fanout.FanOutCommand;
import io.tocsin.benchmarks.intake.IntakeCommand;
import io.tocsin.benchmarks.latency.LatencyCommand;
import io.tocsin.benchmarks.risk.RiskCommand;
import io.tocsin.benchmarks.signing.SigningCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code benchmarks/run}: one subcommand a measurement, the last line of its output is JSON. */
@Command(
        name = "benchmarks/run",
        description = "Measures. Explains itself on standard error; the last line on standard output is JSON.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BacktestCommand.class,
            ChaosCommand.class,
            DeliveryCommand.class,
            EdgeCommand.class,
            EnforcementCommand.class,
            FanOutCommand.class,
            IntakeCommand.class,
            LatencyCommand.class,
            RiskCommand.class,
            SigningCommand.class
        })
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
