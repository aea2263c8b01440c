// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.operate;

import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.fleet.Instances;
import io.tocsin.transmitter.key.ring.SigningKeys;

/**
 * Everything an operator can do, by what it is done to; {@code instances} tells which of several does it. May be called
 * by any thread that may wait a moment.
 */
public record Operations(
        StreamOperations streams,
        ReceiverRegistry receivers,
        DeadLetters deadLetters,
        SigningKeys keys,
        Instances instances) {}
