// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.task;

import io.tocsin.schemas.risk.RiskControl;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Where control goes: to one partition, to all, or to that of its key. */
public final class ControlPartitioner implements StreamPartitioner<String, RiskControl> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, RiskControl value, int partitions) {
        return switch (value) {
            case RiskControl.Tick tick -> Optional.of(Set.of(tick.partition()));
            case RiskControl.PolicyChange change -> all(partitions);
            case RiskControl.SourceStatus status -> all(partitions);
            case RiskControl.HeldVerdict verdict -> Optional.empty();
            case RiskControl.Feedback feedback -> Optional.empty();
        };
    }

    private static Optional<Set<Integer>> all(int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}
