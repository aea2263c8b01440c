// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.json;

/**
 * A body or record is not what the sender's format says. The message says where, what was found and what was expected,
 * and never repeats a value: it goes into answers, logs and reasons.
 */
public final class UnexpectedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public UnexpectedJsonException(String where, String found, String expected) {
        this((where.isEmpty() ? "body" : where) + ": found " + found + ", expected " + expected);
    }

    private UnexpectedJsonException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** The message. */
    public String problem() {
        return problem;
    }
}
