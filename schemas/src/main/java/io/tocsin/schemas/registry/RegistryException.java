// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** A schema or an id that could not be had. */
public final class RegistryException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    RegistryException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    RegistryException(String message, boolean retriable, Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
    }

    /** May the same call succeed later? True when the registry did not answer, false when it refused. */
    public boolean isRetriable() {
        return retriable;
    }
}
