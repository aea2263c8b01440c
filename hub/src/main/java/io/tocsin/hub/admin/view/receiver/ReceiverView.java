// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver as it is registered; nothing secret.
 *
 * @param configured the hub's configuration names it, and it can be changed there only
 * @param allowedEvents event types it may ask for; empty for every one
 * @param pushHostsAllowed hosts its push URLs may name; empty for any
 * @param dialect as in the configuration: {@code ssf-1.0}, {@code caep-interop}, …
 * @param defaultSubjects {@code all} or {@code none}; absent for what the issuer says
 * @param inactivityTimeout such as {@code PT720H}; absent for never
 * @param authentication by what it may prove who it is: {@code client-secret}, {@code keys}, {@code certificate},
 *     {@code spiffe}, {@code external}
 * @param formerSecretUntil until when the secret before its present one is good too
 * @param streams how many it has
 * @param removed since when it is being removed; absent for one that stays
 * @param collapse whether a state that waited may be left out for a later one: {@code on}, {@code off}, or
 *     {@code default} for what the transmitter's configuration says
 */
public record ReceiverView(
        String clientId,
        String tenant,
        boolean configured,
        List<String> audience,
        List<String> allowedEvents,
        List<String> scopes,
        List<String> pushHostsAllowed,
        int maxStreams,
        String dialect,
        String signingAlgorithm,
        @Nullable String defaultSubjects,
        @Nullable String inactivityTimeout,
        List<String> authentication,
        @Nullable Instant formerSecretUntil,
        int streams,
        @Nullable Instant removed,
        String collapse) {}
