// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.registry.SchemaRegistry;
import io.tocsin.schemas.registry.SchemaText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The Confluent wire format: a zero byte, the schema's id as a big-endian int, Avro binary. For use by any number of
 * threads.
 *
 * <p>The subject is always that of the topic the type was made for. A state store's changelog or a repartition topic
 * written with the same serde needs no subject of its own.
 */
final class ConfluentSerde<V, A extends SpecificRecord> {
    static final byte MAGIC = 0;
    static final int HEADER = 5;

    /** Room that a thread keeps between records; a larger record's is given back. */
    private static final int KEPT = 256 * 1024;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final String topic;
    private final String subject;
    private final AvroType<V, A> avro;
    private final SchemaRegistry registry;
    private final Map<Integer, DatumReader<A>> readers = new ConcurrentHashMap<>();

    /** 0 until the registry was asked. */
    private volatile int id;

    ConfluentSerde(String topic, AvroType<V, A> avro, SchemaRegistry registry) {
        this.topic = topic;
        this.subject = topic + "-value";
        this.avro = avro;
        this.registry = registry;
    }

    Serde<V> serde() {
        return Serdes.serdeFrom(
                (name, value) -> value == null ? null : write(value),
                (name, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write(V value) {
        A written = avro.toAvro(value);
        Scratch scratch = SCRATCH.get();
        try {
            scratch.start(id());
            avro.writer().write(written, scratch.encoder);
            scratch.encoder.flush();
            return scratch.bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        } finally {
            scratch.end();
        }
    }

    private int id() {
        int known = id;
        if (known == 0) {
            known = registry.idOf(subject, SchemaText.plain(avro.schema()));
            id = known;
        }
        return known;
    }

    private V read(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MAGIC) {
            throw new MalformedException(topic + ": found " + bytes.length + " bytes"
                    + (bytes.length == 0 ? "" : " beginning with " + (bytes[0] & 0xff))
                    + ", expected 0, a schema id of 4 bytes and Avro binary");
        }
        DatumReader<A> reader = reader(ByteBuffer.wrap(bytes, 1, 4).getInt());
        A read;
        try {
            read = reader.read(null, new ByteArrayDecoder(bytes, HEADER));
        } catch (IOException | RuntimeException e) {
            throw new MalformedException(
                    topic + ": found bytes that are no " + avro.schema().getName()
                            + ", expected one as its schema says",
                    e);
        }
        return avro.fromAvro(read);
    }

    private DatumReader<A> reader(int writtenWith) {
        DatumReader<A> reader = readers.get(writtenWith);
        if (reader == null) {
            reader = avro.reader(registry.byId(writtenWith));
            readers.put(writtenWith, reader);
        }
        return reader;
    }

    /** What a thread uses again and again. */
    private static final class Scratch {
        private Bytes bytes = new Bytes();
        private BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

        void start(int id) {
            bytes.write(MAGIC);
            bytes.write(id >>> 24);
            bytes.write(id >>> 16);
            bytes.write(id >>> 8);
            bytes.write(id);
        }

        void end() {
            if (bytes.room() > KEPT) {
                bytes = new Bytes();
                encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
            } else {
                bytes.reset();
            }
        }
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(2048);
        }

        int room() {
            return buf.length;
        }
    }
}
