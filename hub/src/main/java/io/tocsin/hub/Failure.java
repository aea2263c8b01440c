// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.control.client.ControlException;
import io.tocsin.hub.part.StartException;
import io.tocsin.hub.policy.PolicyFileException;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.schemas.recording.RecordingException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one line on standard error and an exit status. */
final class Failure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return told(thrown, command.getErr(), command.getCommandName());
    }

    /** Says what a command of that name threw; the exit status. */
    static int told(Exception thrown, PrintWriter err, String name) {
        return switch (thrown) {
            case ConfigException config -> {
                err.println(config.getMessage());
                yield Exit.CONFIG;
            }
            case StartException start -> {
                err.println(start.getMessage());
                LoggerFactory.getLogger("tocsin").debug("could not start", start);
                yield Exit.NO_START;
            }
            case RecordingException recording -> {
                err.println(recording.getMessage());
                yield Exit.FAILED;
            }
            case PolicyException mistakes -> {
                err.println(mistakes.getMessage());
                yield Exit.FAILED;
            }
            case PolicyFileException file -> {
                err.println(file.getMessage());
                yield Exit.FAILED;
            }
            case ControlException control -> {
                err.println(control.getMessage());
                LoggerFactory.getLogger("tocsin").debug("the hub was asked in vain", control);
                yield switch (control.kind()) {
                    case REFUSED -> Exit.FAILED;
                    case USAGE -> Exit.USAGE;
                    case CONFIGURATION -> Exit.CONFIG;
                    case UNREACHABLE -> Exit.NO_START;
                };
            }
            case Exception other -> {
                LoggerFactory.getLogger("tocsin").error("{} failed", name, other);
                err.println(name + " failed: " + other);
                yield Exit.FAILED;
            }
        };
    }
}
