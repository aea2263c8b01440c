// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import io.tocsin.hub.admin.view.policy.DocumentView;
import io.tocsin.hub.admin.view.policy.HistoryView;
import io.tocsin.hub.admin.view.policy.NewPolicy;
import io.tocsin.hub.admin.view.policy.PoliciesView;
import io.tocsin.hub.admin.view.policy.PolicyStep;
import io.tocsin.hub.admin.view.policy.StepView;
import io.tocsin.hub.control.Group;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.control.client.Confirmation;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin policy}: what the hub makes of signals. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Checks, tests, compares and publishes the policy by which risk is judged.", ""})
public final class PolicyCommand extends Group {
    private static final String POLICIES = "policies";
    private static final String REFERENCE = "NAME@NUMBER, or NAME for its latest version.";

    private final InstantSource clock;

    public PolicyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = {
                "Puts a policy in force on all instances, without a restart. It is checked and its tests are run first; one"
                        + " with a mistake changes nothing. With --shadow it is computed beside the one that decides, and"
                        + " nothing it decides is sent.",
                ""
            })
    int publish(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "FILE", description = "The policy.") Path file,
            @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why; kept for ever.")
                    String comment,
            @Option(names = "--shadow", description = "Beside the policy that decides, not in its place.")
                    boolean shadow,
            @Mixin Confirmation confirmation) {
        PolicyFile document = PolicyFile.read(file, clock.instant());
        TestReport.require(document, admin.err());
        try (AdminClient hub = admin.open()) {
            if (!shadow) {
                confirmation.ask(
                        admin,
                        "Let " + document.policy().version().name()
                                + " decide at once, without having been a shadow first?");
            }
            StepView step = hub.post(POLICIES, new NewPolicy(document.text(), shadow, comment), StepView.class);
            admin.tell(step, told -> PolicyStory.print(admin, told));
        }
        return 0;
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = {
                "Lets a shadow decide from now on. It should have been watched for some time (risk.policies.soak of the"
                        + " configuration); with --now and a reason it need not.",
                ""
            })
    int promote(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "POLICY", description = REFERENCE) String reference,
            @Option(names = "--now", description = "However short it has been a shadow; needs --reason.") boolean now,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.") @Nullable
                    String reason,
            @Mixin Confirmation confirmation) {
        confirmation.ask(admin, "Let " + reference + " decide from now on?");
        return step(admin, path(reference) + ":promote", new PolicyStep(reason, now));
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = {"Lets the policy decide again that decided before.", ""})
    int rollback(
            @Mixin AdminOptions admin,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept for ever.")
                    String reason) {
        return step(admin, POLICIES + ":rollback", new PolicyStep(reason, false));
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = {"Ends a shadow. Its versions stay in the history.", ""})
    int withdraw(
            @Mixin AdminOptions admin,
            @Parameters(paramLabel = "POLICY", description = REFERENCE) String reference,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.") @Nullable
                    String reason) {
        return step(admin, path(reference) + ":withdraw", new PolicyStep(reason, false));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Tells what is in force, or prints the document of one version.", ""})
    int show(
            @Mixin AdminOptions admin,
            @Parameters(arity = "0..1", paramLabel = "POLICY", description = REFERENCE) @Nullable String reference) {
        try (AdminClient hub = admin.open()) {
            if (reference == null) {
                admin.tell(
                        hub.get(POLICIES, PoliciesView.class),
                        policies -> PolicyStory.print(admin, policies, clock.instant()));
                return 0;
            }
            admin.tell(hub.get(path(reference), DocumentView.class), document -> {
                admin.out().print(document.text());
                admin.out().flush();
            });
        }
        return 0;
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = {"Lists who put what in force, when and why, the latest first.", ""})
    int history(
            @Mixin AdminOptions admin,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            paramLabel = "N",
                            description = "At most so many, 1 to 1000; 100 if not given.")
                    int limit) {
        admin.ask(
                hub -> hub.get(POLICIES + ":history?limit=" + limit, HistoryView.class),
                history -> PolicyStory.print(admin, history, clock.instant()));
        return 0;
    }

    private static int step(AdminOptions admin, String path, PolicyStep body) {
        admin.ask(hub -> hub.post(path, body, StepView.class), step -> PolicyStory.print(admin, step));
        return 0;
    }

    private static String path(String reference) {
        return POLICIES + "/" + AdminClient.encoded(reference);
    }
}
