// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import org.jspecify.annotations.Nullable;

/** What a vendor's rows of devices mean. */
public interface Devices {

    /** Which device it is. */
    @Nullable
    Entity device(JsonAt row);

    /** Whose it is, where a row says that. */
    default @Nullable Entity user(JsonAt row) {
        return null;
    }

    DeviceFacts facts(JsonAt row);

    /** Adds what happened between two forms of a row; {@code before} has the members only that are compared. */
    void compare(JsonAt before, JsonAt row, Differences differences);

    /** Whether a row is of a device at all; one that is not says nothing. */
    default boolean counts(JsonAt row) {
        return true;
    }

    /** Whether a row has said already that the device leaves. */
    default boolean isLeaving(JsonAt row) {
        return false;
    }
}
