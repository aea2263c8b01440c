// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.BreakerCountRecord;
import io.tocsin.schemas.avro.GroundsRecord;
import io.tocsin.schemas.avro.OccasionSymbol;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.risk.Grounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@link Grounds}. */
final class GroundsCodec {
    private GroundsCodec() {}

    static GroundsRecord toAvro(Grounds grounds) {
        GroundsRecord avro = new GroundsRecord();
        write(grounds.on(), avro);
        avro.setSettled(ScoringCodec.LEVEL.write(grounds.settled()));
        avro.setAsOf(grounds.asOf());
        avro.setEcho(grounds.echo());
        avro.setExemption(grounds.exemption());
        Grounds.Counted breaker = grounds.breaker();
        avro.setBreaker(
                breaker == null
                        ? null
                        : new BreakerCountRecord(
                                breaker.by(),
                                breaker.reached(),
                                breaker.limit(),
                                breaker.known(),
                                breaker.within().toMillis()));
        return avro;
    }

    static Grounds fromAvro(GroundsRecord avro) {
        BreakerCountRecord breaker = avro.getBreaker();
        return new Grounds(
                on(avro),
                ScoringCodec.LEVEL.read(avro.getSettled()),
                avro.getAsOf(),
                avro.getEcho(),
                avro.getExemption(),
                breaker == null
                        ? null
                        : new Grounds.Counted(
                                breaker.getBy(),
                                breaker.getReached(),
                                breaker.getLimit(),
                                breaker.getKnown(),
                                Duration.ofMillis(breaker.getWithinMs())));
    }

    private static void write(Grounds.On on, GroundsRecord avro) {
        switch (on) {
            case Grounds.On.LevelReached reached -> {
                avro.setOn(OccasionSymbol.LEVEL_REACHED);
                avro.setLevel(ScoringCodec.LEVEL.write(reached.level()));
            }
            case Grounds.On.LevelLeft left -> {
                avro.setOn(OccasionSymbol.LEVEL_LEFT);
                avro.setLevel(ScoringCodec.LEVEL.write(left.level()));
            }
            case Grounds.On.LevelChanged changed -> avro.setOn(OccasionSymbol.LEVEL_CHANGED);
            case Grounds.On.ComplianceChanged changed -> {
                avro.setOn(OccasionSymbol.COMPLIANCE_CHANGED);
                avro.setPreviousCompliance(changed.previous().name());
                avro.setCurrentCompliance(changed.current().name());
            }
            case Grounds.On.Told told -> avro.setOn(OccasionSymbol.TOLD);
            case Grounds.On.WentStale stale -> {
                avro.setOn(OccasionSymbol.WENT_STALE);
                avro.setSource(stale.source());
            }
            case Grounds.On.HeardAgain heard -> {
                avro.setOn(OccasionSymbol.HEARD_AGAIN);
                avro.setSource(heard.source());
            }
            case Grounds.On.Ordered ordered -> avro.setOn(OccasionSymbol.ORDERED);
        }
    }

    private static Grounds.On on(GroundsRecord avro) {
        return switch (avro.getOn()) {
            case LEVEL_REACHED ->
                new Grounds.On.LevelReached(ScoringCodec.LEVEL.read(required("level", avro.getLevel())));
            case LEVEL_LEFT -> new Grounds.On.LevelLeft(ScoringCodec.LEVEL.read(required("level", avro.getLevel())));
            case LEVEL_CHANGED -> new Grounds.On.LevelChanged();
            case COMPLIANCE_CHANGED ->
                new Grounds.On.ComplianceChanged(
                        status(required("previous_compliance", avro.getPreviousCompliance())),
                        status(required("current_compliance", avro.getCurrentCompliance())));
            case TOLD -> new Grounds.On.Told();
            case WENT_STALE -> new Grounds.On.WentStale(required("source", avro.getSource()));
            case HEARD_AGAIN -> new Grounds.On.HeardAgain(required("source", avro.getSource()));
            case ORDERED -> new Grounds.On.Ordered();
            case UNKNOWN ->
                throw new MalformedException(
                        "decision: what its response asks for is of a kind that is not known here");
        };
    }

    private static ComplianceStatus status(String name) {
        try {
            return ComplianceStatus.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("decision: no compliance is called " + name, e);
        }
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new MalformedException("decision: " + member + " is missing from its grounds");
        }
        return value;
    }
}
