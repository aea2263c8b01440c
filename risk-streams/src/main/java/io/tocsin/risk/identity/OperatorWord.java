// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.recognition.Separation;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an operator says about who is who, as a signal in its place among all others, so that a replay follows it. */
public final class OperatorWord {
    /** The source of such signals; no connector can have that vendor. */
    static final String VENDOR = "tocsin";

    static final String CONNECTOR = "operator";

    private final Directory directory;
    private final Signal signal;
    private final News news;

    OperatorWord(Directory directory, Signal signal) {
        this.directory = directory;
        this.signal = signal;
        this.news = new News(directory);
    }

    /**
     * As {@code signals} carries it.
     *
     * @param request makes its id; the same request is the same word
     * @param word a split or a merge
     * @param by who says so
     */
    public static Signal of(String tenant, String request, SignalPayload word, String by, Instant now) {
        boolean splits = word instanceof SignalPayload.Split;
        if (!splits && !(word instanceof SignalPayload.Merge)) {
            throw new IllegalArgumentException("an operator says who is one or two, not " + word);
        }
        SignalType type = splits ? SignalType.IDENTITY_SPLIT : SignalType.IDENTITY_LINKED;
        return new Signal(
                SignalId.derive(tenant, VENDOR, CONNECTOR, request, type, 0),
                type,
                new SignalTimes(now, TimeQuality.VENDOR_EVENT, null, now),
                new SignalSource(
                        tenant,
                        VENDOR,
                        CONNECTOR,
                        CONNECTOR,
                        Transport.UNKNOWN,
                        splits ? "identity-split" : "identity-joined",
                        request,
                        null),
                InitiatingEntity.ADMIN,
                new Entity(null, List.of(), by),
                null,
                null,
                null,
                word,
                SignalContext.NONE,
                Provenance.NONE,
                Map.of());
    }

    static boolean is(Signal signal) {
        return signal.source().vendor().equals(VENDOR)
                && signal.source().connector().equals(CONNECTOR)
                && (signal.payload() instanceof SignalPayload.Split || signal.payload() instanceof SignalPayload.Merge);
    }

    Resolution follow() {
        if (signal.payload() instanceof SignalPayload.Split split) {
            return split(split);
        }
        if (signal.payload() instanceof SignalPayload.Merge merge) {
            return join(merge);
        }
        throw new IllegalStateException("not an operator's word: " + signal.type());
    }

    private Resolution split(SignalPayload.Split split) {
        return switch (new Separation(directory).split(signal, split)) {
            case Separation.Outcome.Refused refused -> new Resolution.Refused(refused.reason());
            case Separation.Outcome.Done done -> {
                List<Addressed> told = new ArrayList<>(news.parted(signal, split, done.from(), done.apart()));
                told.addAll(news.after(signal, done.from()));
                told.addAll(news.after(signal, done.apart()));
                yield new Resolution.Resolved(told, null, false);
            }
        };
    }

    private Resolution join(SignalPayload.Merge merge) {
        return switch (new Separation(directory).join(signal, merge)) {
            case Separation.Outcome.Refused refused -> new Resolution.Refused(refused.reason());
            case Separation.Outcome.Done done -> new Resolution.Resolved(news.after(signal, done.from()), null, false);
        };
    }
}
