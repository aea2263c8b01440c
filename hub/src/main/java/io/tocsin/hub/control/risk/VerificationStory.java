// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import io.tocsin.hub.admin.view.decision.VerificationView;
import io.tocsin.hub.admin.view.decision.VerificationView.FindingView;
import io.tocsin.hub.admin.view.decision.VerificationView.PartitionView;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** What verifying came to, for people. */
final class VerificationStory {
    private final VerificationView verification;
    private final Instant now;
    private final Terminal terminal;

    VerificationStory(VerificationView verification, Instant now, Terminal terminal) {
        this.verification = verification;
        this.now = now;
        this.terminal = terminal;
    }

    void print(PrintWriter out) {
        if (verification.intact() == null) {
            out.println(terminal.paint(
                    Style.BAD, "The log could not be verified: " + Plain.safe(String.valueOf(verification.problem()))));
            return;
        }
        Table table = new Table("PARTITION", ">CHECKPOINTS", ">VERIFIED", "OFFSETS", ">NOT COVERED YET", "FOUND");
        for (PartitionView partition : verification.partitions()) {
            boolean sound = partition.findings().isEmpty();
            table.row(
                    Cell.of(Integer.toString(partition.partition())),
                    Cell.of(Integer.toString(partition.checkpoints())),
                    Cell.of(Long.toString(partition.verified())),
                    Cell.of(
                            partition.through() < partition.from()
                                    ? "-"
                                    : partition.from() + " to " + partition.through()),
                    Cell.of(Long.toString(partition.uncovered())),
                    new Cell(
                            sound
                                    ? "as it was sealed"
                                    : Plain.count(partition.findings().size(), "finding"),
                            sound ? Style.GOOD : Style.BAD));
        }
        table.print(out, terminal);
        for (PartitionView partition : verification.partitions()) {
            partition.findings().forEach(finding -> print(out, "Partition " + partition.partition(), finding));
            partition
                    .notes()
                    .forEach(note -> out.println("Partition " + partition.partition() + ": " + Plain.safe(note) + "."));
        }
        verification.forged().forEach(finding -> print(out, "Forged", finding));
        verification.partitions().stream()
                .filter(partition -> partition.uncovered() > 0)
                .flatMap(partition -> Optional.ofNullable(partition.uncoveredSince()).stream())
                .min(Instant::compareTo)
                .ifPresent(since -> out.println(Plain.count(verification.uncovered(), "decision")
                        + " not covered by a checkpoint yet, the oldest recorded " + Plain.time(since, now) + "."));
        out.println(
                Boolean.TRUE.equals(verification.intact())
                        ? terminal.paint(
                                Style.GOOD,
                                Plain.count(verification.verified(), "decision") + " as sealed; nothing was changed,"
                                        + " removed, inserted or moved.")
                        : terminal.paint(Style.BAD, "The decision log is NOT as it was sealed."));
    }

    private void print(PrintWriter out, String where, FindingView finding) {
        out.println(terminal.paint(Style.BAD, where + ": " + Plain.safe(finding.text()) + "."));
    }
}
