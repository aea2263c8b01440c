// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.connectors.json.StrictJson;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the vendor, and keeps each answer masked. Headers of questions, and with them all secrets, are not kept. */
final class Recorder implements VendorApi {
    private final VendorApi vendor;
    private final Mask mask;
    private final List<Exchange> exchanges = new ArrayList<>();

    Recorder(VendorApi vendor, Mask mask) {
        this.vendor = vendor;
        this.mask = mask;
    }

    @Override
    public Reply send(Ask ask) throws FaultException, InterruptedException {
        try {
            Reply reply = vendor.send(ask);
            keep(ask, reply);
            return reply;
        } catch (FaultException e) {
            if (e.reply() != null) {
                keep(ask, e.reply());
            }
            throw e;
        }
    }

    private void keep(Ask ask, Reply reply) {
        mask.origin(ask.uri());
        exchanges.add(new Exchange(
                ask.method(),
                mask.path(ask.uri().getRawPath()),
                reply.status(),
                reply.headers("Link").stream().map(mask::linkHeader).toList(),
                body(reply)));
    }

    private @Nullable JsonNode body(Reply reply) {
        try {
            return mask.json(StrictJson.parse(reply.body()));
        } catch (UnexpectedJsonException none) {
            return null;
        }
    }

    /** What was kept since the last time. */
    List<Exchange> taken() {
        List<Exchange> taken = List.copyOf(exchanges);
        exchanges.clear();
        return taken;
    }
}
