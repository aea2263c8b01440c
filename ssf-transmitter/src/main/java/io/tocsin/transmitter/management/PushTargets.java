// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import java.net.URI;

/** Says early, for a good error message, what the push client would refuse to connect to. */
@FunctionalInterface
public interface PushTargets {
    /** Is the URL's host a literal address that is not allowed? A name is judged when it is connected to. */
    boolean forbids(URI endpointUrl);
}
