// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.live;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * A vendor's leave to read one of its lines.
 *
 * @param line the line's name, the same whenever it is opened; no comma, no colon
 * @param url where it is
 * @param token proves that it is ours, there and nowhere else
 * @param renewal what to post to before the session ends
 * @param lifetime from its beginning, or from a renewal, to its end
 */
public record Session(String line, URI url, Secret token, URI renewal, Duration lifetime) {
    public Session {
        if (line.isEmpty() || line.indexOf(',') >= 0 || line.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a line's name is empty, or has a comma or a colon");
        }
    }
}
