// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.json.SetClaimsJson;
import io.tocsin.schemas.set.SetClaims;
import java.io.UncheckedIOException;

/** A SET as a receiver of the rig got it; the rig's tokens are the claims themselves. */
record Pushed(String streamId, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SetClaims claims() {
        try {
            return SetClaimsJson.read(JSON.readTree(token));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String jti() {
        return claims().jti();
    }

    /** What it says of the status of its stream, empty if it is about something else. */
    String status() {
        return claims().events().getFirst() instanceof SsfEvent.StreamUpdated updated ? updated.status() : "";
    }
}
