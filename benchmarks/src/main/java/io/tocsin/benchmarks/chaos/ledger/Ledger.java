// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the receiver has written down, read as it grows. */
public final class Ledger {
    private final Path file;
    private long read;
    /** Of this round. */
    private final List<Arrived> arrivals = new ArrayList<>();

    /** By stream and {@code txn}: the {@code jti}s it came under. */
    private final Map<String, Set<String>> jtis = new HashMap<>();
    /** By stream and subject: the last number that came for the first time. */
    private final Map<String, Integer> latest = new HashMap<>();

    private int deliveries;
    private int outOfOrder;

    public Ledger(Path file) {
        this.file = file;
    }

    public void nextRound() {
        arrivals.clear();
    }

    /** Reads what is new. */
    public void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] bytes = new byte[Math.toIntExact(in.length() - read)];
            in.readFully(bytes);
            String text = new String(bytes, UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            read += text.substring(0, whole).getBytes(UTF_8).length;
            text.substring(0, whole).lines().forEach(line -> Arrived.parse(line).ifPresent(this::add));
        }
    }

    private void add(Arrived arrived) {
        deliveries++;
        arrivals.add(arrived);
        Set<String> known = jtis.computeIfAbsent(key(arrived.stream(), arrived.txn()), key -> new HashSet<>());
        boolean first = known.isEmpty();
        known.add(arrived.jti());
        if (first) {
            int hash = arrived.txn().lastIndexOf('#');
            int number = Integer.parseInt(arrived.txn().substring(hash + 1));
            Integer before = latest.put(key(arrived.stream(), arrived.txn().substring(0, hash)), number);
            if (before != null && before > number) {
                outOfOrder++;
            }
        }
    }

    private static String key(String stream, String what) {
        return stream + " " + what;
    }

    public boolean has(String stream, String txn) {
        return jtis.containsKey(key(stream, txn));
    }

    /** Requests and polled SETs, repeats too. */
    public int deliveries() {
        return deliveries;
    }

    public int distinct() {
        return jtis.size();
    }

    /** Events that came under more than one {@code jti} on a stream. */
    public long newJtis() {
        return jtis.values().stream().filter(ids -> ids.size() > 1).count();
    }

    /** Events that came for the first time after a later one about the same subject on the same stream. */
    public int outOfOrder() {
        return outOfOrder;
    }

    /** When the stream first brought an event that was written after {@code millis}. */
    public Optional<Long> firstAfter(String stream, long millis, Map<String, Long> begun) {
        return arrivals.stream()
                .filter(arrived -> arrived.stream().equals(stream)
                        && arrived.millis() >= millis
                        && begun.getOrDefault(arrived.txn(), 0L) > millis)
                .map(Arrived::millis)
                .findFirst();
    }
}
