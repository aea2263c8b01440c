// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.hub.admin.AdminRole;
import io.tocsin.hub.admin.AdminTokens.AdminCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, by the admin API: a line each in the log {@code tocsin.audit}, whether it succeeded or not. Names
 * tokens, streams, receivers and keys; says nothing of what was sent.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("tocsin.audit");
    private static final int LONGEST_ID = 200;

    private final MeterRegistry registry;

    public Audit(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Somebody came without a token, or with none of ours. */
    void stranger() {
        count("none", 401);
    }

    void done(AdminCaller caller, Endpoint endpoint, Call call, int status) {
        count(caller.name(), status);
        if (endpoint.needs() == AdminRole.WRITE) {
            LOG.info(
                    "{} {} {} id={} status={}",
                    caller.name(),
                    endpoint.method(),
                    endpoint.path(),
                    printable(call.id()),
                    status);
        }
    }

    private void count(String token, int status) {
        Counter.builder("tocsin.admin.request")
                .description("Requests to the admin API, by the name of the token")
                .tag("token", token)
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }

    /** An id is whatever the path says: it must not make a second line. */
    private static String printable(String id) {
        String safe = id.replaceAll("[^!-~]", "?");
        return safe.isEmpty() ? "-" : safe.substring(0, Math.min(LONGEST_ID, safe.length()));
    }
}
