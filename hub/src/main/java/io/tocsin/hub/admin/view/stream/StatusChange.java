// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.stream;

import org.jspecify.annotations.Nullable;

/**
 * Why a stream is paused, enabled or disabled.
 *
 * @param reason for people, the receiver's among them: it is announced; at most 255 characters, absent for none
 */
public record StatusChange(@Nullable String reason) {
    private static final int LONGEST = 255;

    public StatusChange {
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST)) {
            throw new IllegalArgumentException("reason is blank or longer than " + LONGEST + " characters");
        }
    }
}
