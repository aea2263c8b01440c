// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.http.exchange.TrustedProxies;
import io.tocsin.transmitter.http.placement.Placement;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.management.StreamJson;
import io.tocsin.transmitter.management.Verifications;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.snapshot.Snapshots;
import io.tocsin.transmitter.subject.Subjects;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * What all issuers of this process share, as HTTP serves it.
 *
 * @param longPoll how long a poll waits for a SET
 * @param proxies whose word on where a request comes from is taken
 */
public record Serving(
        Vertx vertx,
        SigningKeys keys,
        Verifications verifications,
        StreamJson json,
        Subjects subjects,
        Lanes lanes,
        Snapshots snapshots,
        Placement placement,
        Duration longPoll,
        TrustedProxies proxies,
        TransmitterMetrics metrics) {}
