// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import java.time.Instant;
import java.util.List;

/**
 * One step of the history.
 *
 * @param step counts from 1
 * @param activation its offset in topic {@code policies}
 * @param action adopt, publish, shadow, promote, rollback or withdraw
 * @param policy what it is about, {@code name@number}
 * @param active what decides from here on
 */
public record StepView(
        long step,
        long activation,
        String action,
        String policy,
        String hash,
        Instant at,
        String by,
        String comment,
        String active,
        List<String> shadows) {}
