// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.connectors.vendor.credential.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a vendor's API.
 *
 * @param url scheme, host and, where there is one, what all paths begin with; the vendor's usual where a connector has
 *     one
 * @param trustedCa a PEM file with the authorities of the vendor's certificate; those of the JDK where absent
 * @param requestsPerMinute what the vendor allows; the connector's usual where absent
 * @param share how much of that is ours, above 0 up to 1; one half where absent
 * @param timeout for an answer; 1 minute where absent
 */
public record ApiConfig(
        @Nullable URI url,
        Credential credential,
        @Nullable Path trustedCa,
        @Nullable Integer requestsPerMinute,
        Double share,
        Duration timeout) {
    public ApiConfig {
        if (url != null) {
            Origin.of("api.url", url);
        }
        if (credential == null) {
            throw new IllegalArgumentException("api.credential is missing");
        }
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "api.requests-per-minute is " + requestsPerMinute + ", expected 1 or more");
        }
        share = share == null ? 0.5 : share;
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("api.share is " + share + ", expected more than 0 and at most 1");
        }
        timeout = timeout == null ? Duration.ofMinutes(1) : timeout;
    }

    /** With what is usual at a vendor where nothing is said. */
    public ApiConfig or(@Nullable URI usualUrl, int usualPerMinute) {
        URI known = url == null ? usualUrl : url;
        if (known == null) {
            throw new IllegalArgumentException("api.url is missing");
        }
        return new ApiConfig(
                known,
                credential,
                trustedCa,
                requestsPerMinute == null ? Integer.valueOf(usualPerMinute) : requestsPerMinute,
                share,
                timeout);
    }

    /** A path below the URL, with its query. */
    public URI at(String pathAndQuery) {
        if (url == null) {
            throw new IllegalStateException("no URL, expected or() before");
        }
        String start = url.toString();
        return URI.create((start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + pathAndQuery);
    }
}
