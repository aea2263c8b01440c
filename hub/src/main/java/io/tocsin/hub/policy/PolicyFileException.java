// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

/** A policy file cannot be read, or its own tests fail. The message is for the command line. */
public final class PolicyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyFileException(String message) {
        super(message);
    }

    PolicyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
