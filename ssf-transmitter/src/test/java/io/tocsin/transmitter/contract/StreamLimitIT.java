// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.TransmitterRig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class StreamLimitIT {
    /** What a registration that says nothing else allows. */
    private static final int MOST = 100;

    @Test
    @Requirement({"SSF-8.1.1.1-6", "SSF-8.1.1.1-7"})
    void streamsOfOneReceiverHaveIdsOfTheirOwnAndOneTooManyIs409(KafkaCluster cluster, @TempDir Path folder) {
        try (TransmitterRig rig = new TransmitterRig(cluster, folder)) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < MOST; i++) {
                ids.add(rig.createPoll("gamma"));
            }
            assertThat(ids).hasSize(MOST);

            TransmitterRig.Response refused = rig.post("gamma", TransmitterRig.PATH + "/ssf/streams", "{}");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("description").asText()).contains("100");
            rig.deleteAll("gamma");
            assertThat(rig.post("gamma", TransmitterRig.PATH + "/ssf/streams", "{}")
                            .status())
                    .isEqualTo(201);
        }
    }
}
