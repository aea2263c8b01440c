// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.part;

/** The hub could not start. The message is for the operator; whatever had started is closed again. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

    public StartException(String message) {
        super(message);
    }

    /** Says what did not start, and why as far as the failure and its cause know. */
    public static StartException of(String what, Throwable failure) {
        String message = failure.getMessage();
        String own = message == null ? failure.getClass().getSimpleName() : message;
        String cause = failure.getCause() == null ? null : failure.getCause().getMessage();
        String more = cause == null || own.contains(cause) ? "" : ": " + cause;
        return new StartException(what + " did not start: " + own + more, failure);
    }
}
