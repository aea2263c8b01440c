// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin}: what its subcommands have in common. */
@Command(
        name = "tocsin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "A continuous access evaluation hub: hears what MDM, EDR and identity providers say, and tells identity"
                    + " providers and proxies by signed Security Event Tokens (OpenID SSF, CAEP, RISC) that a session is"
                    + " revoked or a device no longer complies.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; for a server, stopped as asked",
            "1:it ran, and something went wrong: a server broke, the demo saw what it should not, a hub refused what was"
                    + " asked of it",
            "2:the command line is wrong",
            "3:the configuration is wrong, or a token or certificate does not fit; nothing was started or changed",
            "4:it could not start: a port is taken, a directory in use, Kafka or the hub not there"
        })
final class TocsinCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec, "spec").commandLine(), "Which command?");
    }
}
