// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;

/** The format of deliveries that nobody reads. */
public final class Unread implements Source {

    @Override
    public Batch records(JsonAt body) {
        throw body.unexpected("nothing: this is not read");
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        throw record.unexpected("nothing: this is not read");
    }
}
