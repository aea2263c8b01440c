// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteArrayDecoderTest {
    @ParameterizedTest(name = Seeds.NAME)
    @ArgumentsSource(Seeds.class)
    void whatAvrosEncoderWritesIsReadAsItWas(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        for (int i = 0; i < 200; i++) {
            encoder.writeLong(random.nextLong() >> random.nextInt(64));
            encoder.writeInt(random.nextInt() >> random.nextInt(32));
            encoder.writeDouble(random.nextDouble());
            encoder.writeFloat(random.nextFloat());
            encoder.writeBoolean(random.nextBoolean());
            encoder.writeString("ä€😀" + random.nextInt());
            encoder.writeBytes(new byte[] {1, (byte) random.nextInt()});
        }
        encoder.flush();

        Random again = new Random(seed);
        ByteArrayDecoder decoder = new ByteArrayDecoder(bytes.toByteArray(), 0);
        for (int i = 0; i < 200; i++) {
            assertThat(decoder.readLong()).isEqualTo(again.nextLong() >> again.nextInt(64));
            assertThat(decoder.readInt()).isEqualTo(again.nextInt() >> again.nextInt(32));
            assertThat(decoder.readDouble()).isEqualTo(again.nextDouble());
            assertThat(decoder.readFloat()).isEqualTo(again.nextFloat());
            assertThat(decoder.readBoolean()).isEqualTo(again.nextBoolean());
            assertThat(decoder.readString()).isEqualTo("ä€😀" + again.nextInt());
            assertThat(decoder.readBytes(null)).isEqualTo(ByteBuffer.wrap(new byte[] {1, (byte) again.nextInt()}));
        }
        assertThatThrownBy(decoder::readBoolean).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aLengthBeyondTheEndIsRefusedBeforeRoomIsMadeForIt(long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        encoder.writeLong(length);
        encoder.flush();
        byte[] announced = bytes.toByteArray();
        assertThatThrownBy(() -> new ByteArrayDecoder(announced, 0).readString())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new ByteArrayDecoder(announced, 0).readBytes(null))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new ByteArrayDecoder(announced, 0).skipString())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new ByteArrayDecoder(announced, 0).readArrayStart())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new ByteArrayDecoder(announced, 0).skipMap()).isInstanceOf(EOFException.class);
    }

    @Test
    void aNumberThatNeverEndsIsRefused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThatThrownBy(() -> new ByteArrayDecoder(endless, 0).readLong())
                .hasMessage("number has more than ten bytes");
    }
}
