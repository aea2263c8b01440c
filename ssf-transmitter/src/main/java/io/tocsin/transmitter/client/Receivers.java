// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The receivers there are now: those the configuration names, which never change while we run, and those registered
 * since. Where both name a client id the configuration's holds. Who is being removed is nobody any more, but kept apart
 * until it has no streams. One writer, any number of readers.
 */
public final class Receivers implements ReceiverLookup {
    /** What a receiver may be called besides its client id. */
    private sealed interface Alias {
        record External(String issuer, String id) implements Alias {}

        record Spiffe(URI id) implements Alias {}

        /** In the certificate that proves who it is. */
        record Certified(CertificateName name) implements Alias {}
    }

    private final Map<String, ReceiverRegistration> configured = new HashMap<>();
    private final Map<String, ReceiverRegistration> registered = new ConcurrentHashMap<>();
    private final Map<String, ReceiverRegistration> leaving = new ConcurrentHashMap<>();
    private final Map<Alias, String> clientIds = new ConcurrentHashMap<>();

    /** Throws {@link IllegalArgumentException} for a client id, or another name of a receiver, that is there twice. */
    public Receivers(List<ReceiverRegistration> configured) {
        for (ReceiverRegistration receiver : configured) {
            if (this.configured.put(receiver.clientId(), receiver) != null) {
                throw new IllegalArgumentException("receivers name client-id " + receiver.clientId() + " twice");
            }
            aliases(receiver).forEach(alias -> {
                if (clientIds.put(alias, receiver.clientId()) != null) {
                    throw new IllegalArgumentException(
                            "receivers name an external-id, spiffe-id or certificate-name of " + receiver.clientId()
                                    + " twice, expected each of one receiver only");
                }
            });
        }
    }

    /** Those of some tenants only. */
    public ReceiverLookup ofTenants(Predicate<String> tenants) {
        return new ReceiverLookup() {
            @Override
            public Optional<ReceiverRegistration> byClientId(String clientId) {
                return Receivers.this.byClientId(clientId).filter(receiver -> tenants.test(receiver.tenant()));
            }

            @Override
            public Optional<ReceiverRegistration> byExternalId(String issuer, String id) {
                return Receivers.this.byExternalId(issuer, id).filter(receiver -> tenants.test(receiver.tenant()));
            }

            @Override
            public Optional<ReceiverRegistration> bySpiffeId(URI id) {
                return Receivers.this.bySpiffeId(id).filter(receiver -> tenants.test(receiver.tenant()));
            }
        };
    }

    @Override
    public Optional<ReceiverRegistration> byClientId(String clientId) {
        ReceiverRegistration receiver = configured.get(clientId);
        return Optional.ofNullable(receiver == null ? registered.get(clientId) : receiver);
    }

    @Override
    public Optional<ReceiverRegistration> byExternalId(String issuer, String id) {
        String clientId = clientIds.get(new Alias.External(issuer, id));
        if (clientId != null) {
            return byClientId(clientId);
        }
        // who has another name there is not meant by this one
        return byClientId(id)
                .filter(receiver -> !receiver.credentials().externalIds().containsKey(issuer));
    }

    @Override
    public Optional<ReceiverRegistration> bySpiffeId(URI id) {
        return Optional.ofNullable(clientIds.get(new Alias.Spiffe(id))).flatMap(this::byClientId);
    }

    /** All of them, by client id. */
    public List<ReceiverRegistration> list() {
        return Stream.concat(
                        configured.values().stream(),
                        registered.values().stream().filter(receiver -> !isConfigured(receiver.clientId())))
                .sorted(Comparator.comparing(ReceiverRegistration::clientId))
                .toList();
    }

    /** Those whose removal has begun, and whom the configuration does not name. */
    public List<ReceiverRegistration> leaving() {
        return leaving.values().stream()
                .filter(receiver -> !isConfigured(receiver.clientId()))
                .sorted(Comparator.comparing(ReceiverRegistration::clientId))
                .toList();
    }

    boolean isLeaving(String clientId) {
        return leaving.containsKey(clientId);
    }

    /** Whether the configuration names it, so that it can be changed there only. */
    public boolean isConfigured(String clientId) {
        return configured.containsKey(clientId);
    }

    /** Whether another receiver has one of its external ids, its SPIFFE id or the name in its certificate. */
    boolean clashes(ReceiverRegistration receiver) {
        return aliases(receiver)
                .anyMatch(alias -> !receiver.clientId().equals(clientIds.getOrDefault(alias, receiver.clientId())));
    }

    void put(ReceiverRegistration receiver) {
        remove(receiver.clientId());
        if (receiver.removed() != null) {
            leaving.put(receiver.clientId(), receiver);
            return;
        }
        registered.put(receiver.clientId(), receiver);
        if (!isConfigured(receiver.clientId())) {
            // a name that is taken stays with whom it is with
            aliases(receiver).forEach(alias -> clientIds.putIfAbsent(alias, receiver.clientId()));
        }
    }

    void remove(String clientId) {
        registered.remove(clientId);
        leaving.remove(clientId);
        if (!isConfigured(clientId)) {
            clientIds.values().removeIf(clientId::equals);
        }
    }

    private static Stream<Alias> aliases(ReceiverRegistration receiver) {
        Credentials credentials = receiver.credentials();
        Stream.Builder<Alias> aliases = Stream.builder();
        credentials.externalIds().forEach((issuer, id) -> aliases.add(new Alias.External(issuer, id)));
        URI spiffeId = credentials.spiffeId();
        if (spiffeId != null) {
            aliases.add(new Alias.Spiffe(spiffeId));
            aliases.add(new Alias.Certified(new CertificateName(CertificateName.Kind.SAN_URI, spiffeId.toString())));
        }
        CertificateName name = credentials.certificate();
        if (name != null) {
            aliases.add(new Alias.Certified(name.canonical()));
        }
        return aliases.build().distinct();
    }
}
