// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.StateKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one question gave, to be kept as a whole or not at all.
 *
 * @param position where the feed stands after it
 * @param changes what else is to be remembered; null for what is to be forgotten
 * @param more whether there is more to be read at once
 */
public record Page(Harvest harvest, Position position, Map<StateKey, @Nullable ConnectorState> changes, boolean more) {
    public Page {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
}
