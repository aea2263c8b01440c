// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.revocation.Effects;
import io.tocsin.receiver.edge.revocation.Revocations;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** What an edge knew when it was last there, read from its disk. It can be read while other things start. */
public final class KnownBefore implements AutoCloseable {
    private final Revocations revocations;
    private final EdgeIntake intake;

    private KnownBefore(Revocations revocations, EdgeIntake intake) {
        this.revocations = revocations;
        this.intake = intake;
    }

    /**
     * Reads it all; nobody else can until this is closed.
     *
     * @throws java.io.UncheckedIOException if the journal cannot be read, or another process has it
     */
    public static KnownBefore read(EdgeConfig config, InstantSource clock) {
        Path journal = config.dataDir().resolve("revocations.journal");
        Set<String> issuers =
                config.receiver().streams().stream().map(StreamSettings::issuer).collect(Collectors.toSet());
        Revocations revocations = new Revocations(clock, issuers, config.maxEntries(), EdgeIntake.expected(journal));
        Effects effects = new Effects(config.sessionLifetime(), config.userIssuer(), config.credentialChanges());
        return new KnownBefore(revocations, EdgeIntake.open(journal, effects, revocations));
    }

    Revocations revocations() {
        return revocations;
    }

    EdgeIntake intake() {
        return intake;
    }

    @Override
    public void close() {
        intake.close();
    }
}
