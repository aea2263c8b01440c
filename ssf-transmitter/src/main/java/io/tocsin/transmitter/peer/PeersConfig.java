// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.peer;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Needed where more than one transmitter runs over one Kafka. All of them have the same {@code issuer}, the same keys
 * and the same {@code kafka} section.
 *
 * @param advertised where the other instances reach this one's transmitter listener: {@code https://host:port}, this
 *     instance itself and no load balancer; its certificate names that host
 * @param trust PEM file of the authority that issued the instances' certificates; the Java platform's own if absent
 * @param standbyReplicas copies of the SETs that wait, kept by other instances so that they take over at once; 1 if
 *     absent
 */
public record PeersConfig(URI advertised, @Nullable Path trust, Integer standbyReplicas) {
    private static final int MOST_STANDBYS = 8;

    public PeersConfig(URI advertised, @Nullable Path trust, @Nullable Integer standbyReplicas) {
        this.advertised = checked(requireNonNull(advertised, "transmitter.peers.advertised"));
        this.trust = trust;
        this.standbyReplicas = standbyReplicas == null ? 1 : standbyReplicas;
        if (this.standbyReplicas < 0 || this.standbyReplicas > MOST_STANDBYS) {
            throw new IllegalArgumentException("transmitter.peers.standby-replicas is " + this.standbyReplicas
                    + ", expected 0 to " + MOST_STANDBYS);
        }
    }

    /** {@code host:port}, as Kafka Streams tells it to the group. */
    public String endpoint() {
        return advertised.getHost() + ":" + advertised.getPort();
    }

    /** Is that this instance? */
    public boolean isAt(String host, int port) {
        String own = advertised.getHost();
        String unbracketed = own.startsWith("[") ? own.substring(1, own.length() - 1) : own;
        return host.equals(unbracketed) && port == advertised.getPort();
    }

    private static URI checked(URI advertised) {
        boolean good = "https".equals(advertised.getScheme())
                && advertised.getHost() != null
                && advertised.getPort() > 0
                && advertised.getRawUserInfo() == null
                && advertised.getRawPath().isEmpty()
                && advertised.getRawQuery() == null
                && advertised.getRawFragment() == null;
        if (!good) {
            throw new IllegalArgumentException(
                    "transmitter.peers.advertised is " + advertised + ", expected https://host:port and nothing more");
        }
        return advertised;
    }
}
