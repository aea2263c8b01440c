// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.attack;

import io.tocsin.risk.company.Company;
import io.tocsin.risk.company.Day;
import io.tocsin.risk.company.Dice;
import io.tocsin.risk.company.Person;
import io.tocsin.risk.company.Scene.Hardware;
import io.tocsin.risk.company.Schedule;
import io.tocsin.risk.company.Session;
import io.tocsin.risk.company.vendor.Statement;
import io.tocsin.risk.label.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Where attacks happen: the company, what everybody does on each day, and who hears of it.
 *
 * @param day the day of that number
 * @param schedule of a person on a day
 */
public record Ground(
        Company company,
        IntFunction<Day> day,
        BiFunction<Person, Day, Schedule> schedule,
        Consumer<Statement> told,
        Consumer<Label> labels) {
    private static final int TRIES = 2_000;
    private static final Duration WORTHWHILE = Duration.ofHours(2);

    /** A victim with a session on the laptop that goes on for a while, and a moment within its first half. */
    record Hit(Person person, Session session, Instant at) {}

    Hit someSession(Dice dice) {
        for (int i = 0; i < TRIES; i++) {
            Day when = someDay(dice);
            Person person = dice.one(company.people());
            Optional<Session> session = schedule.apply(person, when).sessions().stream()
                    .filter(s -> s.scene().on() == Hardware.LAPTOP)
                    .filter(s -> Duration.between(s.from(), s.until()).compareTo(WORTHWHILE) > 0)
                    .findFirst();
            if (session.isPresent()) {
                Session found = session.get();
                Duration half = Duration.between(found.from(), found.until()).dividedBy(2);
                return new Hit(person, found, found.from().plus(dice.between(Duration.ofMinutes(20), half)));
            }
        }
        throw new IllegalStateException("nobody works in this company");
    }

    /** Who is there on a day. */
    Person somebody(Dice dice, Day on) {
        for (int i = 0; i < TRIES; i++) {
            Person person = dice.one(company.people());
            if (person.isHere(on.number())) {
                return person;
            }
        }
        throw new IllegalStateException("nobody is in this company");
    }

    /** Not the very last: what follows takes a while. */
    Day someDay(Dice dice) {
        return day.apply(dice.below(Math.max(1, company.days() - 1)));
    }

    /** A person's sessions on the laptop from then on, for some days. */
    List<Session> laptopSessions(Person person, Day from, int days) {
        return IntStream.range(from.number(), from.number() + days)
                .mapToObj(day)
                .flatMap(when -> schedule.apply(person, when).sessions().stream())
                .filter(session -> session.scene().on() == Hardware.LAPTOP)
                .toList();
    }

    void tell(Statement statement) {
        told.accept(statement);
    }

    void label(Label label) {
        labels.accept(label);
    }
}
