// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import java.util.List;

/**
 * SETs of other transmitters that become signals.
 *
 * @param sources one stream each
 * @param seen how SETs taken in before are remembered; absent: in memory. A signal that is written twice counts once
 */
public record InboundConfig(List<InboundSource> sources, SeenSettings seen) {
    public InboundConfig {
        sources = sources == null ? List.of() : List.copyOf(sources);
        seen = seen == null ? SeenSettings.IN_MEMORY : seen;
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources is empty, expected streams of other transmitters");
        }
        // names and paths are unique
        ReceiverConfig.of(sources.stream().map(InboundSource::stream).toList(), seen);
    }

    ReceiverConfig receiver() {
        return ReceiverConfig.of(sources.stream().map(InboundSource::stream).toList(), seen);
    }
}
