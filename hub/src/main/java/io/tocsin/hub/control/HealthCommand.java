// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Readiness;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tocsin health}: may this hub or edge be given work? For where there is a command and no curl. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a hub or an edge whether it is ready, and ends with 0 only if it is: the health check of a container."
                    + " Needs no token.",
            ""
        })
public final class HealthCommand implements Callable<Integer> {
    private static final int READY = 0;
    private static final int NOT_READY = 1;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() {
        Readiness readiness;
        try (AdminClient hub = admin.openWithoutToken()) {
            readiness = hub.readiness();
        }
        admin.tell(readiness, told -> admin.out().println(line(told)));
        return readiness.ready() ? READY : NOT_READY;
    }

    private static String line(Readiness readiness) {
        String parts = readiness.parts().entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        return (readiness.ready() ? "ready: " : "not ready: ") + (parts.isEmpty() ? "no role runs" : parts);
    }
}
