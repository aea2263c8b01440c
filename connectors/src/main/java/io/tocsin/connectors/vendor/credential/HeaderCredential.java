// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor.credential;

import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.schemas.secret.Secret;
import java.time.InstantSource;

/**
 * A header that is the same with every question.
 *
 * @param header {@code Authorization} where not given
 * @param value all of it, such as {@code SSWS 00abc…}
 */
public record HeaderCredential(String header, Secret value) implements Credential {
    public HeaderCredential {
        header = header == null ? "Authorization" : header;
        if (value == null) {
            throw new IllegalArgumentException("credential.value is missing, expected the header's value");
        }
    }

    /** Puts the header on every question; on 401 once more where the secret has changed meanwhile. */
    @Override
    public VendorApi prove(VendorApi paced, VendorApi http, InstantSource clock) {
        return ask -> {
            String shown = value.reveal();
            Reply reply = paced.send(ask.with(header, shown));
            // another thread may have looked already
            boolean another =
                    reply.status() == 401 && (value.renew() || !value.reveal().equals(shown));
            return another ? paced.send(ask.with(header, value.reveal())) : reply;
        };
    }
}
