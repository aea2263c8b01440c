// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record lies in its topic. */
public record Position(int partition, long offset) {
    static Position of(ConsumerRecord<?, ?> record) {
        return new Position(record.partition(), record.offset());
    }

    /** Reads what {@link #toString} wrote. */
    static Position parse(String text) {
        int dash = text.indexOf('-');
        return new Position(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    /** {@code 3-1045}. */
    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
