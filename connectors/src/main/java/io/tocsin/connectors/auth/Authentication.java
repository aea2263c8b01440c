// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * How a connector knows its caller. Every form but {@link NoCredentials} takes one secret, or two while one replaces
 * the other.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StaticHeader.class, name = "header"),
    @JsonSubTypes.Type(value = BasicCredentials.class, name = "basic"),
    @JsonSubTypes.Type(value = NoCredentials.class, name = "none"),
    @JsonSubTypes.Type(value = BodySignature.class, name = "hmac"),
    @JsonSubTypes.Type(value = TimestampedSignature.class, name = "timestamped-hmac"),
    @JsonSubTypes.Type(value = StandardWebhooks.class, name = "standard-webhooks")
})
public sealed interface Authentication
        permits StaticHeader,
                BasicCredentials,
                NoCredentials,
                BodySignature,
                TimestampedSignature,
                StandardWebhooks,
                ClientState {

    /** Whether the caller may speak; takes the same time for every wrong secret of the same length. */
    boolean admits(Presented presented, Instant now);

    /** What a refused caller is told to use ({@code WWW-Authenticate}, RFC 9110 §11.6.1). */
    default String scheme() {
        return "Webhook";
    }

    /** Whether a secret path segment behind the connector's name is part of the proof. */
    default boolean usesPathSecret() {
        return false;
    }
}
