// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

import io.tocsin.hub.control.client.ControlException.Kind;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is done that cannot be undone. */
public final class Confirmation {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Returns if it is to be done; throws {@link ControlException} if not, or if nobody can be asked. */
    public void ask(AdminOptions admin, String question) {
        if (yes) {
            return;
        }
        if (!Terminal.isStandardInput()) {
            throw new ControlException(Kind.USAGE, "nobody can be asked here: expected --yes");
        }
        admin.err().print(Plain.safe(question) + " [y/N] ");
        admin.err().flush();
        if (!answer().strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new ControlException(Kind.REFUSED, "nothing was done");
        }
    }

    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
