// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

/** The embedded broker did not start; the message says why and what to do. Nothing of it is left running. */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }

    BrokerStartException(String message) {
        super(message);
    }
}
