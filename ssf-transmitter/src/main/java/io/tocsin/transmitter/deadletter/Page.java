// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, newest first.
 *
 * @param next what to ask for to get those after them; null if there are none that are listed
 * @param olderUnlisted the last of all, but there are older ones in the topic that are not listed: each can be looked
 *     at and sent again by its id, and all of a stream or of an error sent again
 */
public record Page(List<Letter> letters, @Nullable String next, boolean olderUnlisted) {
    public Page {
        letters = List.copyOf(letters);
    }
}
