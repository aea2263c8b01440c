// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

/** A hub could not be asked, or did not do what was asked. The message says what to do about it. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kind of thing went wrong: the exit status depends on it. */
    public enum Kind {
        /** The hub refused, or it went wrong there. */
        REFUSED,
        /** What was asked is malformed. */
        USAGE,
        /** Token, certificate or URL do not fit the hub. */
        CONFIGURATION,
        /** No hub answers. */
        UNREACHABLE
    }

    ControlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ControlException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
