// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import io.tocsin.hub.admin.view.stream.ReplayOrder;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.emit.SubjectText;
import io.tocsin.schemas.json.SubjectJson;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What of a stream's past is sent again; exactly one of four. */
final class ReplayOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "All enqueued since then: 2h ago, or at 2026-11-22T09:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "All about exactly this subject: JSON (RFC 9493), or such as email:alice@acme.example.")
    private @Nullable String subject;

    @Option(names = "--jti", paramLabel = "ID", description = "This one SET.")
    private @Nullable String jti;

    @Option(
            names = "--from-offset",
            paramLabel = "N",
            description = "All from this offset of the stream's partition of the outbox.")
    private @Nullable Long fromOffset;

    @Option(names = "--background", description = "Do not wait for it to end.")
    private boolean background;

    boolean waits() {
        return !background;
    }

    /** Throws {@link ParameterException} unless exactly one is given, and well formed. */
    ReplayOrder order(AdminOptions admin) {
        if (Stream.of(since, subject, jti, fromOffset).filter(Objects::nonNull).count() != 1) {
            throw new ParameterException(
                    admin.spec().commandLine(), "What? Expected one of --since, --subject, --jti, --from-offset.");
        }
        try {
            return new ReplayOrder(
                    since, fromOffset, subject == null ? null : SubjectJson.write(SubjectText.parse(subject)), jti);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(admin.spec().commandLine(), e.getMessage(), e);
        }
    }
}
