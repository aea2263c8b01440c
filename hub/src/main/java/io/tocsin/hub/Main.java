// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.hub.backtest.BacktestCommand;
import io.tocsin.hub.config.value.Durations;
import io.tocsin.hub.config.value.Moments;
import io.tocsin.hub.connector.ConnectorsCommand;
import io.tocsin.hub.control.DeadLettersCommand;
import io.tocsin.hub.control.HealthCommand;
import io.tocsin.hub.control.KeysCommand;
import io.tocsin.hub.control.ReceiptsCommand;
import io.tocsin.hub.control.ReceiversCommand;
import io.tocsin.hub.control.StreamsCommand;
import io.tocsin.hub.control.risk.DecisionsCommand;
import io.tocsin.hub.control.risk.ExplainCommand;
import io.tocsin.hub.control.risk.HeldCommand;
import io.tocsin.hub.control.risk.RiskCommand;
import io.tocsin.hub.identity.IdentityCommand;
import io.tocsin.hub.policy.CheckCommand;
import io.tocsin.hub.policy.DiffCommand;
import io.tocsin.hub.policy.PolicyCommand;
import io.tocsin.hub.policy.SchemaCommand;
import io.tocsin.hub.policy.ShadowCommand;
import io.tocsin.hub.policy.TestCommand;
import io.tocsin.hub.signals.SignalsCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The launcher: reads the command line, runs one command, ends with its status. */
public final class Main {
    private static final String EDGE = "edge";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(
                arguments.length > 0 && arguments[0].equals(EDGE)
                        ? edge(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : commandLine().execute(arguments));
    }

    /** By itself: it has to be back at once after a crash, and reading all the other commands takes half a second. */
    private static int edge(String[] arguments) {
        EdgeRun usual = EdgeRun.said(arguments);
        if (usual != null) {
            return usual.run(new PrintWriter(System.err, true, System.err.charset()));
        }
        CommandLine command = new CommandLine(new EdgeCommand()).setCommandName("tocsin " + EDGE);
        return configured(command, InstantSource.system()).execute(arguments);
    }

    private static CommandLine policy(InstantSource clock) {
        return new CommandLine(new PolicyCommand(clock))
                .addSubcommand(new CheckCommand(clock))
                .addSubcommand(new TestCommand(clock))
                .addSubcommand(new DiffCommand(clock))
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new ShadowCommand(clock))
                .addSubcommand(new BacktestCommand(clock));
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Instant moment(String text, Instant now) {
        try {
            return Moments.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    static CommandLine commandLine() {
        InstantSource clock = InstantSource.system();
        CommandLine tocsin = new CommandLine(new TocsinCommand());
        tocsin.addSubcommand(new DemoCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new EdgeCommand())
                .addSubcommand(new HealthCommand())
                .addSubcommand(new EmitCommand(clock))
                .addSubcommand(new StreamsCommand(clock))
                .addSubcommand(new ReceiversCommand())
                .addSubcommand(new KeysCommand(clock))
                .addSubcommand(new DeadLettersCommand(clock))
                .addSubcommand(new ConnectorsCommand(clock))
                .addSubcommand(new ReceiptsCommand(clock))
                .addSubcommand(new LabCommand(clock))
                .addSubcommand(new SignalsCommand(clock, Version.built()))
                .addSubcommand(new ExplainCommand(clock))
                .addSubcommand(new RiskCommand(clock))
                .addSubcommand(new DecisionsCommand(clock))
                .addSubcommand(new HeldCommand(clock))
                .addSubcommand(new IdentityCommand(clock))
                .addSubcommand(policy(clock))
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .addSubcommand(new CommandLine.HelpCommand());
        return configured(tocsin, clock);
    }

    private static CommandLine configured(CommandLine command, InstantSource clock) {
        return command.registerConverter(Duration.class, Main::duration)
                .registerConverter(Instant.class, text -> moment(text, clock.instant()))
                .setExecutionExceptionHandler(new Failure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setUsageHelpAutoWidth(true);
    }
}
