// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.schemas.connector.Trouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A question that a vendor did not answer as it should; the message holds no secret and nobody's name. */
public final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble.Kind kind;
    private final @Nullable Instant notBefore;
    private final transient @Nullable Reply reply;

    public FaultException(Trouble.Kind kind, String message) {
        this(kind, message, null, null);
    }

    /**
     * A fault.
     *
     * @param notBefore when to ask again at the earliest, where the vendor says so
     * @param reply what the vendor answered, where it did
     */
    public FaultException(Trouble.Kind kind, String message, @Nullable Instant notBefore, @Nullable Reply reply) {
        super(message);
        this.kind = kind;
        this.notBefore = notBefore;
        this.reply = reply;
    }

    public Trouble.Kind kind() {
        return kind;
    }

    public @Nullable Instant notBefore() {
        return notBefore;
    }

    public @Nullable Reply reply() {
        return reply;
    }

    /** The same under another kind: what a status means may be a vendor's own. */
    public FaultException as(Trouble.Kind other) {
        return new FaultException(other, String.valueOf(getMessage()), notBefore, reply);
    }
}
