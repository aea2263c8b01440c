// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.fleet;

/**
 * What an instance answers to an operator whom another one serves.
 *
 * @param status of HTTP
 * @param body JSON, or nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OperatorAnswer(int status, byte[] body) {
    private static final int MISDIRECTED = 421;

    /** It is another instance's to do: whoever asked looks again whose. Nothing has been done. */
    public static OperatorAnswer misdirected() {
        return new OperatorAnswer(MISDIRECTED, new byte[0]);
    }
}
