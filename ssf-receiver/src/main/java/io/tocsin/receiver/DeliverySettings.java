// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How SETs of one stream get here; {@code method: push} or {@code method: poll} in a file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DeliverySettings.Push.class, name = "push"),
    @JsonSubTypes.Type(value = DeliverySettings.Poll.class, name = "poll")
})
public sealed interface DeliverySettings {

    /**
     * RFC 8935.
     *
     * @param endpointUrl the public URL the transmitter is told; one of its own for each stream
     * @param authorization value of the {@code Authorization} header the transmitter must send; absent: an incoming
     *     header is ignored
     * @param path on our server, if a proxy before it changes the path; absent: that of {@code endpointUrl}
     */
    record Push(URI endpointUrl, @Nullable Secret authorization, String path) implements DeliverySettings {
        public Push {
            requireNonNull(endpointUrl, "endpoint-url");
            StreamSettings.requireHttps("endpoint-url", endpointUrl);
            path = path == null ? endpointUrl.getRawPath() : path;
            if (!path.startsWith("/") || path.length() < 2) {
                throw new IllegalArgumentException(
                        "path is \"" + path + "\", expected a path such as /ssf/in/acme that no other stream has");
            }
            if (authorization != null && !isFieldValue(authorization.reveal())) {
                throw new IllegalArgumentException(
                        "authorization is not the value of an HTTP header, such as \"Bearer\" and a token");
            }
        }

        private static boolean isFieldValue(String value) {
            return value.equals(value.strip()) && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        }
    }

    /**
     * RFC 8936.
     *
     * @param maxEvents most SETs asked for at a time; default 100
     * @param returnImmediately short polls, for transmitters that handle one request at a time; default false
     * @param interval pause between short polls that bring nothing; default 1 s
     * @param timeout for one poll, longer than the transmitter holds a long poll; default 60 s
     */
    record Poll(int maxEvents, boolean returnImmediately, Duration interval, Duration timeout)
            implements DeliverySettings {
        public static final Poll DEFAULT = new Poll(100, false, Duration.ofSeconds(1), Duration.ofSeconds(60));

        public Poll {
            maxEvents = maxEvents == 0 ? 100 : maxEvents;
            interval = interval == null ? Duration.ofSeconds(1) : interval;
            timeout = timeout == null ? Duration.ofSeconds(60) : timeout;
            if (maxEvents < 1 || maxEvents > 10_000) {
                throw new IllegalArgumentException("max-events is " + maxEvents + ", expected 1 to 10000");
            }
            if (!interval.isPositive() || timeout.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("interval is " + interval + " and timeout " + timeout
                        + ", expected more than 0 s and 1 s at least");
            }
        }
    }
}
