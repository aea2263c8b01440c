// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;

/** The receiver's memory: a file that outlives its process. What is in it may be acknowledged. */
public final class LedgerWriter implements AutoCloseable {
    private final FileChannel file;
    private final InstantSource clock;

    public LedgerWriter(Path path, InstantSource clock) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.clock = clock;
        // ends what a kill may have left unfinished
        write("\n");
    }

    public synchronized void add(String stream, String token) {
        try {
            Map<String, Object> claims = JWSObject.parse(token).getPayload().toJSONObject();
            write(new Arrived(
                            stream,
                            clock.millis(),
                            String.valueOf(claims.get("jti")),
                            String.valueOf(claims.get("txn")))
                    .line());
        } catch (ParseException e) {
            throw new IllegalStateException("the transmitter sent something that is no JWS", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
