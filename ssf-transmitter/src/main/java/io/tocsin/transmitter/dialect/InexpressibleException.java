// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A SET cannot be written in its receiver's dialect. The message says what is missing, and nobody's identifiers. */
public final class InexpressibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param dialect whose rule it is */
    public InexpressibleException(String dialect, String problem) {
        super("dialect " + dialect + ": " + problem, null, false, false);
    }

    /** The exception itself, or what a future wrapped around it. */
    public static Optional<InexpressibleException> in(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof InexpressibleException inexpressible ? Optional.of(inexpressible) : Optional.empty();
    }
}
