// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

/** Who set a stream's status. The transmitter takes back its own stops only. */
public enum StatusSource {
    /** By the status endpoint, or by creating the stream (SSF 1.0 §8.1.2.2). */
    RECEIVER,
    /** A person on our side. */
    OPERATOR,
    /** The transmitter itself, because the receiver could not be reached or was not heard of. */
    TRANSMITTER
}
