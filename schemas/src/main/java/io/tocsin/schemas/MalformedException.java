// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas;

/**
 * Input that does not say what its format asks for. The message says where, what was found and what was expected; it
 * never repeats an identifier of a person or a whole token.
 */
public final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
