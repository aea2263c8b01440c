// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.connectors.lab.Lab;
import io.tocsin.connectors.lab.LabLife;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin lab}. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Runs vendors' APIs on this machine until SIGINT or SIGTERM, for connectors to be tried with.",
            "",
            "Somebody logs in at Okta every few seconds, and every fifth time a laptop changes its compliance at Intune"
                    + " and Fleet. What is printed goes into the configuration of a hub.",
            ""
        })
final class LabCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "8450", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--every",
            defaultValue = "5s",
            paramLabel = "TIME",
            description = "How often something happens (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(5);

    LabCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Stop stop = Stop.onSignals();
        Vertx vertx = Vertx.vertx();
        HttpServerOptions here = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
        try (Lab lab = Lab.start(vertx, here, clock)) {
            LabLife life = new LabLife(lab);
            vertx.setPeriodic(Math.max(100, every.toMillis()), tick -> life.step(clock.instant()));
            print(lab);
            stop.await();
        } finally {
            vertx.close().await();
        }
        return Exit.DONE;
    }

    private void print(Lab lab) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        String header = "{ type: header, value: \"" + "%s " + Lab.SECRET + "\" }";
        out.println("# The lab listens at " + lab.url() + ". A hub reads it with this in its configuration:");
        out.println("connectors:");
        out.println("  polls:");
        out.println(
                "    - { type: okta, name: lab-okta, tenant: acme, org: lab, schedule: { interval: 5s }, api: { url: \""
                        + lab.url() + "\", credential: " + header.formatted("SSWS") + " } }");
        out.println("    - { type: intune, name: lab-intune, tenant: acme, directory: lab, schedule: { interval: 10s },"
                + " api: { url: \"" + lab.url() + "\", credential: { type: client-credentials, token-url: \""
                + lab.tokenUrl() + "\", client-id: lab, client-secret: " + Lab.SECRET + " } } }");
        out.println("    - { type: fleet, name: lab-fleet, tenant: acme, instance: lab, schedule: { interval: 10s },"
                + " api: { url: \"" + lab.url() + "\", credential: " + header.formatted("Bearer") + " } }");
        out.flush();
    }
}
