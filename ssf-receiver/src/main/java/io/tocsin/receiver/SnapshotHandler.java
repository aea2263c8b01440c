// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import java.util.concurrent.CompletionStage;

/**
 * For receivers that keep state: takes in what a stream would have been told before it began, or while it was gone.
 * Tocsin's own extension of SSF; transmitters that do not have it are not asked.
 */
public interface SnapshotHandler {
    /** {@link Snapshot#watermark} of the last page that was taken in; empty if none was, or its effect is lost. */
    String watermark(StreamSettings stream);

    /**
     * Completes when the page is safe, its watermark with it. Pages come one after the other, before the first SET is
     * polled; a failure lets the stream be set up anew.
     */
    CompletionStage<Void> take(StreamSettings stream, Snapshot page);
}
