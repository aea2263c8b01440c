// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.run;

/**
 * How topics that do not exist are made; those that do are left as they are.
 *
 * @param partitions of every topic, as many as a role may have instances; 4 if absent
 * @param replicationFactor 3 if absent, and 1 on an embedded broker whatever is said here
 */
public record TopicsConfig(int partitions, short replicationFactor) {
    static final TopicsConfig DEFAULT = new TopicsConfig(0, (short) 0);

    public TopicsConfig {
        partitions = partitions == 0 ? 4 : partitions;
        replicationFactor = replicationFactor == 0 ? 3 : replicationFactor;
        if (partitions < 1 || partitions > 1000) {
            throw new IllegalArgumentException("topics.partitions is " + partitions + ", expected 1 to 1000");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException(
                    "topics.replication-factor is " + replicationFactor + ", expected 1 or more");
        }
    }
}
