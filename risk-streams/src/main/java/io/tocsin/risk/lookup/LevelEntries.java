// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.lookup.DiskIndex.Kept;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The latest assessment of every principal, and how many are at which level. */
final class LevelEntries implements Follower.Indexing {
    private static final String LATEST = "v|";
    private static final String COUNT = "c|";

    private final DiskIndex index;
    private final Deserializer<RiskAssessment> assessments;
    private final Map<Standing, Long> counts = new ConcurrentHashMap<>();

    /** Where principals stand. */
    record Standing(PrincipalKind kind, RiskLevel level) {
        private String text() {
            return kind + "|" + level;
        }
    }

    LevelEntries(DiskIndex index, Wire wire) {
        this.index = index;
        this.assessments = wire.values(Topics.RISK_LEVELS).deserializer();
        for (PrincipalKind kind : PrincipalKind.values()) {
            for (RiskLevel level : RiskLevel.values()) {
                Standing standing = new Standing(kind, level);
                counts.put(
                        standing,
                        index.get(Kept.FOR_GOOD, COUNT + standing.text())
                                .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
                                .orElse(0L));
            }
        }
    }

    @Override
    public void index(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        CanonicalId principal = CanonicalId.parse(new String(record.key(), UTF_8));
        String key = LATEST + principal.text();
        change.get(Kept.FOR_GOOD, key)
                .ifPresent(old -> count(new Standing(principal.kind(), level(record.topic(), old)), -1, change));
        if (record.value() == null) {
            change.delete(Kept.FOR_GOOD, key);
            return;
        }
        change.put(Kept.FOR_GOOD, key, record.value());
        count(new Standing(principal.kind(), level(record.topic(), record.value())), 1, change);
    }

    private RiskLevel level(String topic, byte[] assessment) {
        return assessments.deserialize(topic, assessment).scoring().level();
    }

    Optional<RiskAssessment> of(CanonicalId principal) {
        return index.get(Kept.FOR_GOOD, LATEST + principal.text())
                .map(kept -> assessments.deserialize(Topics.RISK_LEVELS.name(), kept));
    }

    /** How many principals are where. */
    Map<Standing, Long> counts() {
        return Map.copyOf(counts);
    }

    private void count(Standing standing, int more, DiskIndex.Change change) {
        long now = Math.max(0, counts.merge(standing, (long) more, Long::sum));
        change.put(Kept.FOR_GOOD, COUNT + standing.text(), Long.toString(now));
    }
}
