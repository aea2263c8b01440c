// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.connectors.vendor.pace.RateHeaders;
import io.tocsin.schemas.connector.Trouble;
import java.time.Instant;
import java.time.InstantSource;

/** Turns every status but 2xx into the fault it means. */
public record Verdict(VendorApi api, InstantSource clock) implements VendorApi {

    @Override
    public Reply send(Ask ask) throws FaultException, InterruptedException {
        Reply reply = api.send(ask);
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return reply;
        }
        throw fault(reply, ask, clock.instant());
    }

    /** What a status that is not 2xx means. */
    public static FaultException fault(Reply reply, Ask ask, Instant now) {
        int status = reply.status();
        return new FaultException(
                kind(status),
                "HTTP " + status + " to " + ask + advice(status),
                RateHeaders.notBefore(reply, now),
                reply);
    }

    private static Trouble.Kind kind(int status) {
        return switch (status) {
            case 401, 403, 407 -> Trouble.Kind.AUTHORIZATION;
            case 429 -> Trouble.Kind.THROTTLED;
            case 410 -> Trouble.Kind.CURSOR_INVALID;
            case 408, 425 -> Trouble.Kind.TRANSIENT;
            default -> status >= 500 ? Trouble.Kind.TRANSIENT : Trouble.Kind.PROTOCOL;
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> ": is the credential right, and not expired?";
            case 403 -> ": has the credential the rights that docs/connectors.md names?";
            case 404 -> ": is the URL right?";
            default -> status >= 300 && status < 400 ? ": redirects are not followed; is the URL right?" : "";
        };
    }
}
