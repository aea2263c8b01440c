// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import java.util.List;

/**
 * Which ways in one issuer has, as its metadata says.
 *
 * @param certificates whether callers are asked for a certificate
 * @param otherServers issuers of the authorization servers besides our own
 */
public record AuthorizationOffer(boolean certificates, List<String> otherServers) {
    public AuthorizationOffer {
        otherServers = List.copyOf(otherServers);
    }
}
