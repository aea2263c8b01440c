// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.Verdict;
import io.tocsin.schemas.connector.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers as a vendor did, question for question. A question that the vendor was not asked is a fault. */
final class Player implements VendorApi {
    private final List<Exchange> exchanges;
    private final Instant at;
    private int next;

    Player(List<Exchange> exchanges, Instant at) {
        this.exchanges = exchanges;
        this.at = at;
    }

    @Override
    public Reply send(Ask ask) throws FaultException {
        String path = ask.uri().getRawPath();
        if (next >= exchanges.size()) {
            throw new FaultException(
                    Trouble.Kind.PROTOCOL,
                    "asks " + ask.method() + " " + path + " after all " + next + " questions of the recording");
        }
        Exchange exchange = exchanges.get(next);
        if (!exchange.method().equals(ask.method()) || !exchange.path().equals(path)) {
            throw new FaultException(
                    Trouble.Kind.PROTOCOL,
                    "question " + (next + 1) + " is " + ask.method() + " " + path + ", expected " + exchange.method()
                            + " " + exchange.path());
        }
        next++;
        Reply reply = new Reply(
                exchange.status(),
                Map.of("Link", exchange.links()),
                exchange.body() == null
                        ? new byte[0]
                        : exchange.body().toString().getBytes(UTF_8));
        if (exchange.status() < 200 || exchange.status() >= 300) {
            throw Verdict.fault(reply, ask, at);
        }
        return reply;
    }

    /** How many answers nobody asked for. */
    int left() {
        return exchanges.size() - next;
    }
}
