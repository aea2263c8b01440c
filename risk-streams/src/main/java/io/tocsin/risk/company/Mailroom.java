// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import io.tocsin.risk.company.vendor.Statement;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.signal.TenantShard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Statements on their way: each arrives when its carrier brings it, some twice; handed out in order of arrival. */
final class Mailroom {
    private static final TenantShard KEY = new TenantShard(Company.TENANT, 0);
    private static final Comparator<Parcel> ORDER = Comparator.comparingLong(Parcel::arrival)
            .thenComparing(parcel -> parcel.statement.key())
            .thenComparingInt(parcel -> parcel.statement.ordinal())
            .thenComparing(parcel -> parcel.statement.type());

    private final Dice dice;
    private List<Parcel> waiting = new ArrayList<>();

    /** @param arrival in milliseconds of the epoch */
    private record Parcel(long arrival, Statement statement) {}

    Mailroom(Dice dice) {
        this.dice = dice;
    }

    /** What one event says arrives together. */
    void take(Statement statement) {
        Dice lag = dice.of(statement.key());
        Instant arrival = statement.at().plus(statement.carrier().lag(lag));
        waiting.add(new Parcel(arrival.toEpochMilli(), statement));
        if (statement.carrier().isHeardTwice(lag)) {
            Instant again = statement.at().plus(statement.carrier().lag(lag)).plusSeconds(1);
            waiting.add(new Parcel(Math.max(again.toEpochMilli(), arrival.toEpochMilli()), statement));
        }
    }

    /** Hands out what has arrived by then. */
    void deliver(Instant until, Consumer<RecordedSignal> heard) {
        List<Parcel> arrived = new ArrayList<>();
        List<Parcel> later = new ArrayList<>();
        for (Parcel parcel : waiting) {
            (parcel.arrival < until.toEpochMilli() ? arrived : later).add(parcel);
        }
        waiting = later;
        arrived.sort(ORDER);
        for (Parcel parcel : arrived) {
            Instant arrival = Instant.ofEpochMilli(parcel.arrival);
            heard.accept(new RecordedSignal(KEY, arrival, parcel.statement.heard(arrival)));
        }
    }
}
