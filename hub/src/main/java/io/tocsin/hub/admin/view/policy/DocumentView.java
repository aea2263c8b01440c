// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version with its document.
 *
 * @param policy {@code name@number}
 * @param at when it was published; absent for the configuration's
 * @param by whom; absent for the configuration's
 */
public record DocumentView(
        String policy,
        String hash,
        @Nullable Instant at,
        @Nullable String by,
        @Nullable String comment,
        String text) {}
