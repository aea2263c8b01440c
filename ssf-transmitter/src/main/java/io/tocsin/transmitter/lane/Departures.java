// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.transmitter.dialect.SetTokens;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.Backoff;
import io.tocsin.transmitter.push.Pusher;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * All that lanes share.
 *
 * @param window SETs of one stream in memory at one time
 * @param inFlight pushes of one stream under way at one time
 * @param backoff waits after failures that may pass
 * @param slowBackoff waits after refusals that somebody has to mend
 * @param redeliverAfter how long an unacknowledged SET is kept from further long polls
 */
public record Departures(
        StreamIndex streams,
        SetTokens tokens,
        Pusher pusher,
        Authorizations authorizations,
        Alarms alarms,
        InstantSource clock,
        RandomGenerator random,
        TransmitterMetrics metrics,
        int window,
        int inFlight,
        Backoff backoff,
        Backoff slowBackoff,
        Duration redeliverAfter) {}
