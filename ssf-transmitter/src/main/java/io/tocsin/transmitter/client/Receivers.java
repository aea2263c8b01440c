// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.client;

import io.tocsin.schemas.receiver.ReceiverRegistration;
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
 * since. Where both name a client id the configuration's holds. One writer, any number of readers.
 */
public final class Receivers implements ReceiverLookup {
    private final Map<String, ReceiverRegistration> configured = new HashMap<>();
    private final Map<String, ReceiverRegistration> registered = new ConcurrentHashMap<>();

    /** Throws {@link IllegalArgumentException} for a client id named twice. */
    public Receivers(List<ReceiverRegistration> configured) {
        for (ReceiverRegistration receiver : configured) {
            if (this.configured.put(receiver.clientId(), receiver) != null) {
                throw new IllegalArgumentException("receivers name client-id " + receiver.clientId() + " twice");
            }
        }
    }

    /** Those of some tenants only. */
    public ReceiverLookup ofTenants(Predicate<String> tenants) {
        return clientId -> byClientId(clientId).filter(receiver -> tenants.test(receiver.tenant()));
    }

    @Override
    public Optional<ReceiverRegistration> byClientId(String clientId) {
        ReceiverRegistration receiver = configured.get(clientId);
        return Optional.ofNullable(receiver == null ? registered.get(clientId) : receiver);
    }

    /** All of them, by client id. */
    public List<ReceiverRegistration> list() {
        return Stream.concat(
                        configured.values().stream(),
                        registered.values().stream().filter(receiver -> !isConfigured(receiver.clientId())))
                .sorted(Comparator.comparing(ReceiverRegistration::clientId))
                .toList();
    }

    /** Whether the configuration names it, so that it can be changed there only. */
    public boolean isConfigured(String clientId) {
        return configured.containsKey(clientId);
    }

    void put(ReceiverRegistration receiver) {
        registered.put(receiver.clientId(), receiver);
    }

    void remove(String clientId) {
        registered.remove(clientId);
    }
}
