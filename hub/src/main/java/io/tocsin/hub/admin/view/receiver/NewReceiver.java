// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that is to be registered; what is absent has the default of the configuration's {@code receivers}.
 *
 * @param jwksUri where its public keys are, for one that proves by them who it is; a secret is made for others
 * @param spiffeId the SPIFFE id of its certificate, for one that proves by that who it is
 * @param inactivityTimeout such as {@code PT720H}
 * @param collapse {@code on}, {@code off} or {@code default}
 */
public record NewReceiver(
        String clientId,
        String tenant,
        @Nullable List<String> audience,
        @Nullable List<String> allowedEvents,
        @Nullable List<String> scopes,
        @Nullable List<String> pushHostsAllowed,
        @Nullable Integer maxStreams,
        @Nullable String dialect,
        @Nullable String signingAlgorithm,
        @Nullable String defaultSubjects,
        @Nullable String inactivityTimeout,
        @Nullable String jwksUri,
        @Nullable String spiffeId,
        boolean boundTokens,
        @Nullable String collapse) {
    public NewReceiver {
        requireNonNull(clientId, "client_id is missing");
        requireNonNull(tenant, "tenant is missing");
    }
}
