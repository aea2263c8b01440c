// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

/** The hub could not start. The message is for the operator; whatever had started is closed again. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

    public StartException(String message) {
        super(message);
    }
}
