// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The other side answered with another status than the one that means success. */
public final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> retryAfter;

    /** {@code what} was asked; the status is added to the message. */
    public StatusException(String what, Reply reply) {
        this(what, reply, "");
    }

    /** The same, with what is to be said of it behind the status. */
    public StatusException(String what, Reply reply, String why) {
        super(what + " was answered with " + reply.status() + why);
        this.status = reply.status();
        this.retryAfter = reply.retryAfter();
    }

    public int status() {
        return status;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
