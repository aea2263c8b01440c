// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.admin.view.policy.DocumentView;
import io.tocsin.hub.control.client.AdminClient;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Terminal.Style;
import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.outline.PolicyDiff;
import io.tocsin.risk.policy.outline.PolicyDiff.Difference;
import io.tocsin.risk.policy.outline.PolicyDiff.Member;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin policy diff}: needs a hub only for versions that were published. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how two policies differ in what they mean: rules, weights, conditions, responses; not in layout, order"
                    + " or comments.",
            ""
        })
public final class DiffCommand implements Callable<Integer> {
    private static final String EITHER = "A file, or NAME@NUMBER of one that was published; that needs a hub.";

    private final InstantSource clock;

    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "BEFORE", description = EITHER)
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = EITHER)
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private String after = "";

    public DiffCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        admin.tell(PolicyDiff.between(policy(before), policy(after)), diff -> {
            if (diff.isEmpty()) {
                admin.out().println("They mean the same.");
            } else {
                diff.differences().forEach(this::print);
            }
        });
        return 0;
    }

    private Policy policy(String named) {
        Path file = Path.of(named);
        if (Files.exists(file) || named.contains("/") || named.endsWith(".yaml") || named.endsWith(".yml")) {
            return PolicyFile.read(file, clock.instant()).policy();
        }
        try (AdminClient hub = admin.open()) {
            DocumentView document = hub.get("policies/" + AdminClient.encoded(named), DocumentView.class);
            return Policy.read(document.policy(), document.text().getBytes(UTF_8));
        }
    }

    private void print(Difference difference) {
        PrintWriter out = admin.out();
        String part = difference.section() + (difference.name().isEmpty() ? "" : " " + difference.name());
        switch (difference.kind()) {
            case ADDED -> out.println(admin.terminal().paint(Style.GOOD, "+ " + part));
            case REMOVED -> out.println(admin.terminal().paint(Style.BAD, "- " + part));
            case CHANGED -> out.println(admin.terminal().paint(Style.BOLD, "~ " + part));
        }
        if (difference.kind() != PolicyDiff.Kind.REMOVED) {
            difference.members().forEach(member -> print(out, difference.kind(), member));
        }
    }

    private static void print(PrintWriter out, PolicyDiff.Kind kind, Member member) {
        String was = member.before() == null ? "nothing" : member.before();
        String is = member.after() == null ? "nothing" : member.after();
        boolean large = was.length() + is.length() > 80;
        if (kind == PolicyDiff.Kind.ADDED) {
            out.println("    " + member.name() + ": " + is);
        } else if (large) {
            out.println("    " + member.name() + ":");
            out.println("      was " + was);
            out.println("      is  " + is);
        } else {
            out.println("    " + member.name() + ": " + was + " -> " + is);
        }
    }
}
