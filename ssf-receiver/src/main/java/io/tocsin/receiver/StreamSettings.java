// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import static java.util.Objects.requireNonNull;

import io.tocsin.receiver.verify.SignatureAlgorithms;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream to receive.
 *
 * @param name ours, for logs, health and handlers: lower-case letters, digits and hyphens
 * @param issuer of the transmitter; compared character by character everywhere
 * @param credentials for the transmitter's management API; absent: the stream is set up by other means, and
 *     {@code audience} is needed
 * @param eventsRequested event type URIs
 * @param audience what {@code aud} may name; absent or empty: what the transmitter's stream configuration says
 * @param trustedCa PEM file of the only authorities trusted for this transmitter; absent: the platform's
 * @param algorithms of signatures; absent or empty: RS256, PS256, ES256
 * @param legacySubject accept SETs whose subject is only inside the event
 * @param streamId of an existing stream to use; absent: a matching one is looked for, else created
 * @param jwksUri of a transmitter without metadata; absent: from the metadata
 * @param description by which our stream is recognised among the client's; absent: {@code tocsin/} and the name
 * @param verifyEvery how often a verification event is asked for; zero: once, after the start. Absent: every minute on
 *     a push stream, where nothing else tells silence from failure; once on a poll stream
 */
public record StreamSettings(
        String name,
        String issuer,
        @Nullable ClientCredentials credentials,
        DeliverySettings delivery,
        List<String> eventsRequested,
        Set<String> audience,
        @Nullable Path trustedCa,
        Set<String> algorithms,
        boolean legacySubject,
        @Nullable String streamId,
        @Nullable URI jwksUri,
        String description,
        Duration verifyEvery) {
    public StreamSettings {
        if (!requireNonNull(name, "name").matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name is \"" + name + "\", expected 1 to 64 lower-case letters, digits and hyphens");
        }
        requireIssuer(name, requireNonNull(issuer, "issuer"));
        requireNonNull(delivery, "delivery");
        eventsRequested = eventsRequested == null ? List.of() : List.copyOf(eventsRequested);
        audience = audience == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(audience));
        algorithms = algorithms == null || algorithms.isEmpty()
                ? names(SignatureAlgorithms.DEFAULT)
                : Set.copyOf(algorithms);
        if (!names(SignatureAlgorithms.SUPPORTED).containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms of stream " + name + " is " + algorithms
                    + ", expected some of " + SignatureAlgorithms.SUPPORTED);
        }
        requireHttps("jwks-uri", jwksUri);
        description = description == null ? "tocsin/" + name : description;
        boolean push = delivery instanceof DeliverySettings.Push;
        verifyEvery = verifyEvery == null ? (push ? Duration.ofMinutes(1) : Duration.ZERO) : verifyEvery;
        if (verifyEvery.isNegative()) {
            throw new IllegalArgumentException("verify-every of stream " + name + " is negative");
        }
        if (credentials == null && (!push || audience.isEmpty())) {
            throw new IllegalArgumentException("stream " + name
                    + " has no credentials: then delivery must be push and audience must name this receiver");
        }
        if (credentials != null && eventsRequested.isEmpty()) {
            throw new IllegalArgumentException(
                    "events-requested of stream " + name + " is empty, expected event type URIs");
        }
    }

    /** A stream that is polled, everything else at its default. */
    public static StreamSettings polled(
            String name, String issuer, ClientCredentials credentials, List<String> eventsRequested) {
        return of(name, issuer, credentials, DeliverySettings.Poll.DEFAULT, eventsRequested);
    }

    /** A stream that is pushed, everything else at its default. */
    public static StreamSettings pushed(
            String name,
            String issuer,
            ClientCredentials credentials,
            DeliverySettings.Push delivery,
            List<String> eventsRequested) {
        return of(name, issuer, credentials, delivery, eventsRequested);
    }

    private static StreamSettings of(
            String name,
            String issuer,
            ClientCredentials credentials,
            DeliverySettings delivery,
            List<String> eventsRequested) {
        boolean push = delivery instanceof DeliverySettings.Push;
        return new StreamSettings(
                name,
                issuer,
                credentials,
                delivery,
                eventsRequested,
                Set.of(),
                null,
                Set.of(),
                false,
                null,
                null,
                "tocsin/" + name,
                push ? Duration.ofMinutes(1) : Duration.ZERO);
    }

    /** The same, trusting nobody but the authorities in that PEM file. */
    public StreamSettings trusting(Path authorities) {
        return new StreamSettings(
                name,
                issuer,
                credentials,
                delivery,
                eventsRequested,
                audience,
                authorities,
                algorithms,
                legacySubject,
                streamId,
                jwksUri,
                description,
                verifyEvery);
    }

    private static Set<String> names(Set<com.nimbusds.jose.JWSAlgorithm> algorithms) {
        Set<String> names = new LinkedHashSet<>();
        algorithms.forEach(algorithm -> names.add(algorithm.getName()));
        return Collections.unmodifiableSet(names);
    }

    private static void requireIssuer(String name, String issuer) {
        URI uri;
        try {
            uri = URI.create(issuer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("issuer of stream " + name + " is no URL", e);
        }
        requireHttps("issuer", uri);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("issuer of stream " + name + " is \"" + issuer
                    + "\", expected a URL without query and fragment (SSF 1.0 §7.1)");
        }
    }

    static void requireHttps(String field, @Nullable URI uri) {
        if (uri != null && (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null)) {
            throw new IllegalArgumentException(field + " is \"" + uri + "\", expected an https URL");
        }
    }
}
