// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.webhook;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when deliveries cease to be kept and when they are again, not each one between. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final AtomicBoolean lasting = new AtomicBoolean();

    void noted(@Nullable Throwable failure) {
        if (failure == null) {
            if (lasting.get() && lasting.compareAndSet(true, false)) {
                LOG.info("Deliveries are written again");
            }
        } else if (lasting.compareAndSet(false, true)) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.warn(
                    "Deliveries cannot be written, callers hear 503: {}",
                    cause.getClass().getName());
        }
    }
}
