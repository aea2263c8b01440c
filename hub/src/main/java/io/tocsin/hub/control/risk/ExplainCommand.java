// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.decision.ExplanationView;
import io.tocsin.hub.admin.view.decision.ExplanationsView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin explain}: why something was decided. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells why something was decided: the evidence and its sources, the arithmetic, what was sent to whom, and the"
                    + " smallest change that would have made it another decision. Computes it again and says if that"
                    + " differs from the record; then the exit status is 1.",
            ""
        })
public final class ExplainCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "TXN|JTI", description = "A SET's txn or jti, or a decision's id.")
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private String id = "";

    public ExplainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        String path = "decisions/" + AdminClient.encoded(id) + ":explain";
        ExplanationsView told = admin.ask(hub -> hub.get(path, ExplanationsView.class), found -> {
            boolean first = true;
            for (ExplanationView explanation : found.explanations()) {
                if (!first) {
                    admin.out().println();
                }
                first = false;
                new DecisionStory(explanation, clock.instant(), admin.terminal()).print(admin.out());
            }
        });
        return told.explanations().stream().allMatch(e -> e.recomputed().agrees()) ? 0 : 1;
    }
}
