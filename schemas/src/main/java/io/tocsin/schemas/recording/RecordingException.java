// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.recording;

/** A signals file that cannot be used. The message names the file, what was found, and what to do. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
