// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import picocli.CommandLine;

/** The launcher: reads the command line, runs one command, ends with its status. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TocsinCommand())
                .setExecutionExceptionHandler(new Failure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setUsageHelpAutoWidth(true);
    }
}
