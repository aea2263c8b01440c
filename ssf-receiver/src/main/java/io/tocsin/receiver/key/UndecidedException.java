// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.key;

import org.jspecify.annotations.Nullable;

/**
 * Nothing is wrong with the SET as far as is known, but something needed to decide or to keep it is out of reach: try
 * again.
 */
public final class UndecidedException extends Exception {
    private static final long serialVersionUID = 1L;

    public UndecidedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public UndecidedException(String message) {
        this(message, null);
    }
}
