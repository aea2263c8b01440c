// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

/** An order that cannot be carried out as things are. Its message says why, and what to do. */
public final class PublicationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why it cannot. */
    public enum Kind {
        /** There is no such version. */
        UNKNOWN,
        /** Things are not such that it could be done. */
        UNFIT,
        /** Somebody else was quicker; nothing has changed by this order. */
        OVERTAKEN
    }

    PublicationException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
