// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import io.tocsin.schemas.set.SetClaims;
import java.util.List;

/**
 * A page of what a stream was not told, its signature verified.
 *
 * @param sets claims as SETs of the stream would have them, oldest first of each subject
 * @param watermark how far events are known with this page; a text without meaning
 * @param more whether another page follows
 */
public record Snapshot(List<SetClaims> sets, String watermark, boolean more) {
    public Snapshot {
        sets = List.copyOf(sets);
        if (watermark.isEmpty() || !watermark.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("watermark is no text of base64url characters");
        }
    }

    @Override
    public String toString() {
        return "Snapshot[" + sets.size() + " sets]";
    }
}
