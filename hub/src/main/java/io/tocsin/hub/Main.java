// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.hub.control.StreamsCommand;
import java.time.InstantSource;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The launcher: reads the command line, runs one command, ends with its status. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        InstantSource clock = InstantSource.system();
        CommandLine tocsin = new CommandLine(new TocsinCommand());
        tocsin.addSubcommand(new DemoCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new EmitCommand(clock))
                .addSubcommand(new StreamsCommand(clock))
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .addSubcommand(new CommandLine.HelpCommand());
        return tocsin.setExecutionExceptionHandler(new Failure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setUsageHelpAutoWidth(true);
    }
}
