// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.token.AccessTokenVerifier;
import io.tocsin.transmitter.token.TokenEndpoint;

/** What one issuer has of its own, as HTTP serves it. */
public record Issuer(
        Endpoints endpoints,
        TokenEndpoint tokenEndpoint,
        ReceiverLookup receivers,
        AccessTokenVerifier tokens,
        OwnStreams streams) {}
