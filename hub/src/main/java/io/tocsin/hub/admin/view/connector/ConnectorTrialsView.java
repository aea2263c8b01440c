// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one question of each feed gave; nothing of it was kept. */
public record ConnectorTrialsView(String connector, List<ConnectorTrialView> trials) {

    /**
     * One feed's.
     *
     * @param signals how many the first page gives
     * @param unusable how many of its records would be set aside
     * @param errorClass absent where the vendor answered
     */
    public record ConnectorTrialView(
            String feed,
            int signals,
            int unusable,
            @Nullable String errorClass,
            @Nullable String error) {}
}
