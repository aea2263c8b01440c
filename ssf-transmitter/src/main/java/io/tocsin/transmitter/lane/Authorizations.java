// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.schemas.secret.Secret;

/** Opens a sealed {@code authorization_header}. */
@FunctionalInterface
public interface Authorizations {
    Secret open(String sealed);
}
