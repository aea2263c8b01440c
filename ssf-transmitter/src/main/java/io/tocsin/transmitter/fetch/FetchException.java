// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fetch;

import org.jspecify.annotations.Nullable;

/** A document could not be had, for now. Has no stack trace: it is no fault of ours. */
public final class FetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FetchException(String message) {
        this(message, null);
    }

    FetchException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
