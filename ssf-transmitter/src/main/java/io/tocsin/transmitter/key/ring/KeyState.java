// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import java.util.Locale;

/** Where a signing key is in its life. It follows from the key's times and the clock alone. */
public enum KeyState {
    /** Published, so that receivers may know it, and not signing yet. */
    NEXT,
    /** Signs. One for each algorithm. */
    CURRENT,
    /** Signs no more, and is published for what it signed. */
    RETIRING,
    /** Published no more; about to be deleted. */
    RETIRED;

    public boolean published() {
        return this != RETIRED;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
