// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force.
 *
 * @param step of the history that says so; 0: the configuration does, nothing was ever published
 * @param activation its offset in topic {@code policies}, by which decisions name it; -1 without a step
 * @param soak how long a shadow is to be watched before it is promoted, in ISO 8601
 */
public record PoliciesView(long step, long activation, InForce active, List<InForce> shadows, String soak) {

    /**
     * One policy in force.
     *
     * @param policy {@code name@number}
     * @param since when it came into force as what it is; absent for the configuration's
     * @param by whom; absent for the configuration's
     * @param leftBehind a shadow that has been one for longer than anybody watches
     */
    public record InForce(
            String policy,
            String hash,
            @Nullable Instant since,
            @Nullable String by,
            @Nullable String comment,
            boolean leftBehind) {}
}
