// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import java.util.List;

/**
 * What a proxy is told.
 *
 * @param status of HTTP; 200: the request may pass
 * @param headers of the answer, for the client where the request may not pass
 * @param body empty if there is none
 */
public record Answer(int status, List<Header> headers, String body) {
    /** While the edge stops. */
    public static final Answer CLOSING = new Answer(503, List.of(), "");

    /** A header of the answer. */
    public record Header(String name, String value) {}

    public Answer {
        headers = List.copyOf(headers);
    }

    /** May the request pass? */
    public boolean passes() {
        return status == 200;
    }
}
