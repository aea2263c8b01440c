// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.DecisionCheckpointRecord;
import io.tocsin.schemas.risk.DecisionCheckpoint;

/** {@link DecisionCheckpoint}. */
public final class CheckpointCodec {
    private CheckpointCodec() {}

    public static DecisionCheckpointRecord toAvro(DecisionCheckpoint checkpoint) {
        return new DecisionCheckpointRecord(checkpoint.partition(), checkpoint.last(), checkpoint.jws());
    }

    public static DecisionCheckpoint fromAvro(DecisionCheckpointRecord avro) {
        return new DecisionCheckpoint(avro.getPartition(), avro.getLast(), avro.getJws());
    }
}
