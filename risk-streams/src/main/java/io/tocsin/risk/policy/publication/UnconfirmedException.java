// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import org.jspecify.annotations.Nullable;

/** An order was given to Kafka, and nobody can say whether it was taken. What was in force is in force until it was. */
public final class UnconfirmedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnconfirmedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
