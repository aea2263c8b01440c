// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.transmitter.subject.index.SubjectIndex.Place;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is written of subjects. */
@FunctionalInterface
public interface SubjectWrites {
    /**
     * Completes when it is safe and the index shows it. Fails with
     * {@link io.tocsin.transmitter.request.RejectedException}, 503, where it is not known to be safe.
     *
     * @param said null to say nothing of it any more
     */
    CompletableFuture<Void> write(Place place, @Nullable StreamSubject said);
}
