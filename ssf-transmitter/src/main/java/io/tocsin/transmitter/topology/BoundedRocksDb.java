// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One memory limit for all stores of this process; each would have its own otherwise, and there are several a
 * partition. Made by Kafka Streams, once a store, so what they share is static.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long ALL_MEMORY = 128L << 20;
    private static final long WRITE_BUFFERS = 64L << 20;
    private static final long WRITE_BUFFER = 8L << 20;

    private static final Cache CACHE = new LRUCache(ALL_MEMORY);
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // what is shared outlives every store
    }
}
