// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import io.tocsin.transmitter.fetch.KeySource;

/**
 * An authorization server whose signed tokens are good here.
 *
 * @param issuer its {@code iss}, compared character by character
 * @param audience what {@code aud} has to contain: how that server calls us
 * @param clientIdClaim the claim that names the client; {@code client_id} (RFC 9068 §2.2) unless it has another habit
 */
public record TrustedIssuer(String issuer, String audience, String clientIdClaim, KeySource keys) {}
