// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane;

import io.tocsin.transmitter.dialect.SetTokens;
import io.tocsin.transmitter.lane.failing.Patience;
import io.tocsin.transmitter.lane.failing.StreamStops;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.push.Pusher;
import io.tocsin.transmitter.stream.StreamIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All that lanes share.
 *
 * @param window SETs of one stream in memory at one time; a quarter more if those are urgent
 * @param inFlight pushes of one stream under way at one time
 * @param patience with receivers that fail
 * @param redeliverAfter how long an unacknowledged SET is kept from further long polls
 * @param collapse for the receiver of that client id, may states that waited be left out for a later one of the same
 *     subject (SSF 1.0 §8.1.2.1)?
 */
public record Departures(
        StreamIndex streams,
        SetTokens tokens,
        Pusher pusher,
        Authorizations authorizations,
        StreamStops stops,
        Alarms alarms,
        InstantSource clock,
        RandomGenerator random,
        TransmitterMetrics metrics,
        int window,
        int inFlight,
        Patience patience,
        Duration redeliverAfter,
        Predicate<String> collapse) {}
