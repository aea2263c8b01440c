// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import java.time.Instant;
import java.util.List;

/** Signals that wait for somebody who bears one of their names, the longest waiting first. */
public record UnresolvedView(List<WaitingSignalView> signals) {

    /**
     * One signal.
     *
     * @param kinds of the names it waits for
     * @param until when it will be a dead letter
     */
    public record WaitingSignalView(
            String id, String tenant, String source, List<String> kinds, String reason, Instant since, Instant until) {}
}
