// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import org.jspecify.annotations.Nullable;

/** Ends verification with an error for the transmitter; never leaves this package. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode error;

    Refusal(ErrorCode error, String description) {
        this(error, description, null);
    }

    Refusal(ErrorCode error, String description, @Nullable Throwable cause) {
        // no stack trace: hostile input must stay cheap
        super(description, cause, false, false);
        this.error = error;
    }

    static Refusal invalidRequest(String description) {
        return new Refusal(ErrorCode.INVALID_REQUEST, description);
    }

    static Refusal invalidKey(String description) {
        return new Refusal(ErrorCode.INVALID_KEY, description);
    }

    Verdict.Rejected asVerdict() {
        return new Verdict.Rejected(error, String.valueOf(getMessage()));
    }
}
