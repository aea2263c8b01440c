// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.intake.Ledger;
import io.tocsin.connectors.pull.Pulls;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.TenantShard;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps signals and dead letters in their topics. */
record TopicLedger(TopicWriter writer, Pulls pulls) implements Ledger {

    @Override
    public CompletableFuture<?> wake(String connector) {
        return pulls.wake(connector, "hook");
    }

    @Override
    public CompletableFuture<?> write(TenantShard key, List<Signal> signals, List<DeadLetter> deadLetters) {
        List<CompletableFuture<?>> written = new ArrayList<>(signals.size() + deadLetters.size());
        for (Signal signal : signals) {
            written.add(writer.write(Topics.SIGNALS, key, signal));
        }
        String text = Topics.SIGNALS.keys().write(key);
        for (DeadLetter deadLetter : deadLetters) {
            written.add(writer.write(Topics.DEAD_LETTERS, text, deadLetter));
        }
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new));
    }
}
