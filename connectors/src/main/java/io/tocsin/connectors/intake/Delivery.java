// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.auth.Presented;
import org.jspecify.annotations.Nullable;

/** A request as it came. Has no text form: all of it may be secret or personal. */
public final class Delivery {
    private final Target target;
    private final Presented.Headers headers;
    private final Presented.Headers query;
    private final byte[] body;

    /** @param query the parameters, as of headers: absent where sent more than once */
    public Delivery(Target target, Presented.Headers headers, Presented.Headers query, byte[] body) {
        this.target = target;
        this.headers = headers;
        this.query = query;
        this.body = body;
    }

    String connector() {
        return target.connector();
    }

    boolean hasPathSecret() {
        return target.pathSecret() != null;
    }

    @Nullable
    String header(String name) {
        return headers.single(name);
    }

    @Nullable
    String parameter(String name) {
        return query.single(name);
    }

    byte[] body() {
        return body;
    }

    Presented presented() {
        return new Presented(headers, target.pathSecret(), body);
    }
}
