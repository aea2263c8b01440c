// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one transmitter, over the broker of all. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RigCase {
    /** Theirs from the first test to the last. */
    protected TransmitterRig rig;

    @BeforeAll
    protected void start(KafkaCluster cluster, @TempDir Path folder) {
        rig = new TransmitterRig(cluster, folder);
    }

    @AfterAll
    protected void stop() {
        rig.close();
    }
}
