// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.TenantShard;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Keys as UTF-8 text, so that every tool can read them and equal keys are equal bytes. */
public final class KeyCodec<K> {
    public static final KeyCodec<String> TEXT = new KeyCodec<>(key -> key, text -> text);

    /** {@code tenant|KIND|id}. */
    public static final KeyCodec<CanonicalId> CANONICAL_ID = new KeyCodec<>(CanonicalId::text, CanonicalId::parse);

    /** {@code tenant|shard}. */
    public static final KeyCodec<TenantShard> TENANT_SHARD =
            new KeyCodec<>(key -> key.tenant() + "|" + key.shard(), KeyCodec::tenantShard);

    private final Function<K, String> write;
    private final Function<String, K> read;
    private final Serde<K> serde;

    private KeyCodec(Function<K, String> write, Function<String, K> read) {
        this.write = write;
        this.read = read;
        Serializer<K> serializer =
                (topic, key) -> key == null ? null : write(key).getBytes(UTF_8);
        Deserializer<K> deserializer = (topic, bytes) -> bytes == null ? null : read(new String(bytes, UTF_8));
        this.serde = Serdes.serdeFrom(serializer, deserializer);
    }

    public String write(K key) {
        return write.apply(key);
    }

    /** Throws {@link MalformedException}. */
    public K read(String text) {
        try {
            return read.apply(text);
        } catch (MalformedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new MalformedException("key: " + e.getMessage(), e);
        }
    }

    Serde<K> serde() {
        return serde;
    }

    private static TenantShard tenantShard(String text) {
        int bar = text.lastIndexOf('|');
        if (bar < 0) {
            throw new MalformedException("key: found no '|', expected tenant|shard");
        }
        try {
            return new TenantShard(text.substring(0, bar), Integer.parseInt(text, bar + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            throw new MalformedException("key: found no number after '|', expected tenant|shard", e);
        }
    }
}
