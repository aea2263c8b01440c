// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.held;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which held decisions somebody rules on: some by their ids, or all that fit.
 *
 * @param response the policy's response
 * @param rule a rule whose evidence counted
 * @param connector whose signal brought it about
 * @param all every one that waits
 * @param reason why, for the log
 */
public record RulingOrder(
        List<String> ids,
        @Nullable String tenant,
        @Nullable String response,
        @Nullable String rule,
        @Nullable String connector,
        boolean all,
        @Nullable String reason) {
    private static final int LONGEST = 500;

    public RulingOrder {
        ids = ids == null ? List.of() : List.copyOf(ids);
        boolean filtered = tenant != null || response != null || rule != null || connector != null;
        if ((ids.isEmpty() ? 0 : 1) + (filtered ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw new IllegalArgumentException(
                    "expected ids, or some of tenant, response, rule and connector, or all, and only one of these");
        }
        if (reason != null && reason.length() > LONGEST) {
            throw new IllegalArgumentException("reason is longer than " + LONGEST + " characters");
        }
    }
}
