// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.signal.CanonicalId;
import org.apache.kafka.common.utils.Utils;

/**
 * Who is of this partition: those whose key Kafka's own partitioner puts there. What one of them makes another hear
 * needs no topic, costs no hop, and comes before the next input.
 */
record Locality(int partition, int partitions) {
    Locality {
        if (partitions < 1 || partition < 0 || partition >= partitions) {
            throw new IllegalStateException("partition " + partition + " of " + partitions
                    + "; were the topics of the risk stage divided anew? They all need the same number of partitions");
        }
    }

    boolean isHere(CanonicalId principal) {
        return partitions == 1
                || Utils.toPositive(Utils.murmur2(principal.text().getBytes(UTF_8))) % partitions == partition;
    }
}
