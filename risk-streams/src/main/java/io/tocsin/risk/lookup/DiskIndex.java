// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.TtlDB;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Sorted texts with bytes, on disk. What is kept for a while goes by itself some time after it ended; the rest stays.
 * Written by one thread, read by any.
 */
final class DiskIndex implements AutoCloseable {
    private static final long CACHE_BYTES = 16L << 20;
    private static final long BUFFER_BYTES = 4L << 20;
    private static final int BUFFERS = 2;

    private final LRUCache cache;
    private final ColumnFamilyOptions columns;
    private final DBOptions options;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(false);
    private final TtlDB db;
    private final ColumnFamilyHandle forGood;
    private final ColumnFamilyHandle forAWhile;
    private boolean closed;

    static {
        RocksDB.loadLibrary();
    }

    /** How long an entry stays. */
    enum Kept {
        FOR_A_WHILE,
        FOR_GOOD
    }

    /** Sees entries in order; says whether it wants to see more. */
    interface Visitor {
        boolean visit(String key, byte[] value);
    }

    private DiskIndex(Path folder, Duration aWhile) throws RocksDBException {
        cache = new LRUCache(CACHE_BYTES);
        columns = new ColumnFamilyOptions()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(BUFFERS)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setCacheIndexAndFilterBlocks(true));
        options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        db = TtlDB.open(
                options,
                folder.toString(),
                List.of(
                        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columns),
                        new ColumnFamilyDescriptor("for-a-while".getBytes(UTF_8), columns)),
                handles,
                List.of(0, (int) Math.min(Integer.MAX_VALUE, aWhile.toSeconds())),
                false);
        forGood = handles.get(0);
        forAWhile = handles.get(1);
    }

    /** Opens the index in that folder, or makes it. Throws {@link UncheckedIOException} where that does not work. */
    static DiskIndex open(Path folder, Duration aWhile) {
        try {
            Files.createDirectories(folder);
            return new DiskIndex(folder, aWhile);
        } catch (IOException e) {
            throw new UncheckedIOException("index " + folder + ": " + e.getMessage(), e);
        } catch (RocksDBException e) {
            throw broken(folder.toString(), e);
        }
    }

    /** Removes an index that is not open. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("index " + folder + " cannot be removed", e);
        }
    }

    synchronized Optional<byte[]> get(Kept kept, String key) {
        checkOpen();
        try {
            return Optional.ofNullable(db.get(column(kept), key.getBytes(UTF_8)));
        } catch (RocksDBException e) {
            throw broken("reading", e);
        }
    }

    /** Shows all entries whose keys begin with {@code prefix} and come after {@code after}, in order. */
    synchronized void scan(Kept kept, String prefix, String after, Visitor visitor) {
        checkOpen();
        try (RocksIterator entries = db.newIterator(column(kept))) {
            String from = after.compareTo(prefix) > 0 ? after : prefix;
            for (entries.seek(from.getBytes(UTF_8)); entries.isValid(); entries.next()) {
                String key = new String(entries.key(), UTF_8);
                if (!key.startsWith(prefix) || (!key.equals(after) && !visitor.visit(key, entries.value()))) {
                    return;
                }
            }
        }
    }

    /** The same from the last to the first, of those that come before {@code before}; all where that is empty. */
    synchronized void scanBack(Kept kept, String prefix, String before, Visitor visitor) {
        checkOpen();
        try (RocksIterator entries = db.newIterator(column(kept))) {
            // no key of ours has such a character
            entries.seekForPrev((before.isEmpty() ? prefix + '\uffff' : before).getBytes(UTF_8));
            for (; entries.isValid(); entries.prev()) {
                String key = new String(entries.key(), UTF_8);
                if (!key.startsWith(prefix) || (!key.equals(before) && !visitor.visit(key, entries.value()))) {
                    return;
                }
            }
        }
    }

    Change change() {
        return new Change();
    }

    /** What changes in one piece; sees itself, while others see it when it is committed. */
    final class Change implements AutoCloseable {
        private final WriteBatch batch = new WriteBatch();
        private final Map<String, Optional<byte[]>> own = new HashMap<>();

        Optional<byte[]> get(Kept kept, String key) {
            Optional<byte[]> changed = own.get(kept + key);
            return changed == null ? DiskIndex.this.get(kept, key) : changed;
        }

        Change put(Kept kept, String key, byte[] value) {
            try {
                batch.put(column(kept), key.getBytes(UTF_8), value);
                own.put(kept + key, Optional.of(value));
                return this;
            } catch (RocksDBException e) {
                throw broken("writing", e);
            }
        }

        Change put(Kept kept, String key, String value) {
            return put(kept, key, value.getBytes(UTF_8));
        }

        Change delete(Kept kept, String key) {
            try {
                batch.delete(column(kept), key.getBytes(UTF_8));
                own.put(kept + key, Optional.empty());
                return this;
            } catch (RocksDBException e) {
                throw broken("writing", e);
            }
        }

        void commit() {
            synchronized (DiskIndex.this) {
                checkOpen();
                try {
                    db.write(writing, batch);
                    batch.clear();
                    own.clear();
                } catch (RocksDBException e) {
                    throw broken("writing", e);
                }
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    private ColumnFamilyHandle column(Kept kept) {
        return switch (kept) {
            case FOR_GOOD -> forGood;
            case FOR_A_WHILE -> forAWhile;
        };
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    private static UncheckedIOException broken(String what, RocksDBException e) {
        return new UncheckedIOException("index: " + what + ": " + e.getMessage(), new IOException(e));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            forAWhile.close();
            forGood.close();
            db.close();
            writing.close();
            options.close();
            columns.close();
            cache.close();
        }
    }
}
