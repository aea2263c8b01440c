// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.schemas.secret.Secret;

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
}
