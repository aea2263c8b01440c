// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.metrics;

/** Why a request was not accepted, and the status (RFC 9110 §15) that says so. */
public enum Rejection {
    TOO_LARGE(413),
    TOO_SLOW(408),
    UNKNOWN_CONNECTOR(404),
    UNAUTHENTICATED(401),
    METHOD_NOT_ALLOWED(405),
    UNSUPPORTED_CONTENT(415),
    MALFORMED(400),
    /** More deliveries under way, or bytes held, than allowed. */
    BUSY(503),
    /** Kafka did not acknowledge in time, or refused. */
    NOT_WRITTEN(503);

    private final int status;

    Rejection(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
