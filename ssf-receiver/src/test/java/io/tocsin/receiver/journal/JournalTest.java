// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose disk, folder or owner fails at the worst moment. */
class JournalTest {
    @TempDir
    private Path folder;

    /** Remembers texts, and the last of them alone is live. */
    private static final class Texts implements Memory {
        private final List<String> taken = new ArrayList<>();
        private int written;
        private boolean fails;

        @Override
        public void take(ByteBuffer bytes, int from, int length) {
            byte[] text = new byte[length];
            bytes.get(from, text);
            taken.add(new String(text, UTF_8));
        }

        @Override
        public long count() {
            return 1;
        }

        @Override
        public void write(Consumer<byte[]> records) {
            written++;
            if (fails) {
                throw new IllegalStateException("told to fail");
            }
            records.accept(bytes("live"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Path file() {
        return folder.resolve("journal");
    }

    private List<String> readAgain() throws IOException {
        Texts texts = new Texts();
        JournalFile.open(file(), texts).close();
        return texts.taken;
    }

    @Test
    void whatIsAddedAfterAReplacementThatFailedAtTheEndIsThereAfterARestart() throws Exception {
        AtomicBoolean fails = new AtomicBoolean();
        JournalFile journal = JournalFile.open(file(), new Texts(), () -> {
            if (fails.get()) {
                throw new IOException("Too many open files");
            }
        });
        journal.append(List.of(bytes("before")));
        fails.set(true);
        assertThatThrownBy(() -> journal.replace(new Texts())).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> journal.append(List.of(bytes("not safe"))))
                .as("after a crash the file might have its old name")
                .isInstanceOf(IOException.class);
        fails.set(false);
        journal.append(List.of(bytes("after")));
        journal.close();

        assertThat(readAgain()).containsExactly("live", "after");
    }

    @Test
    void aCompactionThatFailsIsNotTriedWithEveryRecord() throws Exception {
        Texts texts = new Texts();
        texts.fails = true;
        try (Journal journal = Journal.open(file(), texts)) {
            journal.append(Collections.nCopies(1_500, bytes("record"))).join();
            for (int i = 0; i < 50; i++) {
                journal.append(bytes("record " + i)).join();
            }
        }

        assertThat(texts.written).isEqualTo(1);
        assertThat(readAgain()).hasSize(1_550);
    }

    @Test
    void itClosesWhileOthersAppend() throws Exception {
        for (int round = 0; round < 100; round++) {
            Journal journal = Journal.open(folder.resolve("journal-" + round), new Texts());
            CountDownLatch begun = new CountDownLatch(1);
            Thread appending = Thread.ofPlatform().start(() -> {
                CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
                while (!last.isCompletedExceptionally()) {
                    last = journal.append(bytes("record"));
                    begun.countDown();
                }
            });
            begun.await();

            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), journal::close);
            appending.join();
        }
    }
}
