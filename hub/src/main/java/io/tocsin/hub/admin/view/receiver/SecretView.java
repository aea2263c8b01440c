// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's new secret, which is kept nowhere and told once.
 *
 * @param clientSecret absent for a receiver that needs none
 * @param formerUntil until when the one before it is good too
 */
public record SecretView(
        String clientId,
        @Nullable String clientSecret,
        @Nullable Instant formerUntil) {
    @Override
    public String toString() {
        return "SecretView[clientId=" + clientId + "]";
    }
}
