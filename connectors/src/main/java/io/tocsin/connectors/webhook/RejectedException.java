// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import io.tocsin.connectors.intake.Answer;
import io.tocsin.connectors.metrics.Rejection;

/** A body that will not be read to its end. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    RejectedException(Rejection rejection, String message) {
        super(message, null, false, false);
        this.rejection = rejection;
    }

    Answer answer() {
        return Answer.Refused.of(rejection, String.valueOf(getMessage()));
    }
}
