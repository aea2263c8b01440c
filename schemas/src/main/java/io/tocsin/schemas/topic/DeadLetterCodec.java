// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.topic;

import io.tocsin.schemas.avro.DeadLetterRecord;
import java.nio.ByteBuffer;

/** {@link DeadLetter}. */
final class DeadLetterCodec {
    private DeadLetterCodec() {}

    static DeadLetterRecord toAvro(DeadLetter letter) {
        return new DeadLetterRecord(
                letter.origin(), letter.reason(), ByteBuffer.wrap(letter.body()), letter.contentType(), letter.at());
    }

    static DeadLetter fromAvro(DeadLetterRecord avro) {
        ByteBuffer buffer = avro.getBody().duplicate();
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        return new DeadLetter(avro.getOrigin(), avro.getReason(), body, avro.getContentType(), avro.getAt());
    }
}
