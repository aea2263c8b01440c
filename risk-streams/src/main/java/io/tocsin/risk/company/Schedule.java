// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import io.tocsin.risk.company.Scene.Hardware;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody's day looks like: where they are and which sessions they have. A function of person and day, so that
 * attackers find the sessions that their victims have.
 *
 * @param away on a trip
 */
public record Schedule(Person person, Day day, Place place, boolean away, boolean works, List<Session> sessions) {
    /** A person's chance of a trip in a week. */
    private static final double TRIP = 0.1;

    private static final double WEEKEND_WORK = 0.06;
    private static final double SICK_OR_ON_LEAVE = 0.08;
    private static final double SECOND_SIGN_IN = 0.3;
    private static final double EVENING_AT_HOME = 0.1;
    private static final double PHONE_USED = 0.4;
    private static final double SIGNS_OUT = 0.35;
    private static final int WEEK = 7;

    public Schedule {
        sessions = List.copyOf(sessions);
    }

    public static Schedule of(Dice seed, Person person, Day day) {
        Dice dice = seed.of("schedule", person.number(), day.number());
        Place trip = trip(seed, person, day);
        Place place = trip == null ? person.office() : trip;
        boolean works = person.isHere(day.number())
                && (day.isWeekend() ? dice.chance(WEEKEND_WORK) : !dice.chance(SICK_OR_ON_LEAVE));
        List<Session> sessions = works ? sessions(dice, person, day, place, trip != null) : List.of();
        return new Schedule(person, day, place, trip != null, works, sessions);
    }

    private static @Nullable Place trip(Dice seed, Person person, Day day) {
        Dice dice = seed.of("trip", person.number(), day.number() / WEEK);
        if (!person.traveller() || !dice.chance(TRIP)) {
            return null;
        }
        int first = dice.below(4);
        int last = first + dice.between(1, 3);
        Place to = dice.one(Place.TRIPS);
        int today = day.number() % WEEK;
        return today >= first && today <= last && !to.equals(person.office()) ? to : null;
    }

    private static List<Session> sessions(Dice dice, Person person, Day day, Place place, boolean away) {
        Instant begins = day.begins(place).plus(Duration.between(LocalTime.MIDNIGHT, person.begins()));
        Instant starts = begins.plusSeconds((long) dice.around(0, 600));
        Instant ends = starts.plusSeconds((long) (person.hours() * 3_600));
        Network home = Network.own(person.office(), person.number());
        Network there = network(dice, person, day, place, away, home);
        Scene laptop = new Scene(
                person, null, Hardware.LAPTOP, there, person.laptop().platform().userAgent());
        List<Session> sessions = new ArrayList<>();
        if (dice.chance(SECOND_SIGN_IN)) {
            Instant noon = starts.plusSeconds((long) (person.hours() * 3_600 * (0.4 + dice.fraction() * 0.3)));
            sessions.add(session(dice, laptop, starts, noon.minusSeconds(1_800)));
            sessions.add(session(dice, laptop, noon, ends));
        } else {
            sessions.add(session(dice, laptop, starts, ends));
        }
        if (!away && dice.chance(EVENING_AT_HOME)) {
            Instant evening = ends.plusSeconds(dice.between(3_600, 10_800));
            sessions.add(session(dice, laptop.from(home), evening, evening.plusSeconds(3_600)));
        }
        if (person.phone() != null && dice.chance(PHONE_USED)) {
            Network mobile = Network.own(place, 100_000 + person.number());
            Instant at = starts.plusSeconds(dice.between(-3_600, 36_000));
            Scene phone = new Scene(person, null, Hardware.PHONE, mobile, Phone.USER_AGENT);
            sessions.add(session(dice, phone, at, at.plusSeconds(dice.between(600, 14_400))));
        }
        return sessions;
    }

    private static Network network(Dice dice, Person person, Day day, Place place, boolean away, Network home) {
        if (away) {
            return person.vpn() && dice.chance(0.5)
                    ? Network.vpn(person.number())
                    : Network.own(place, 60_000 + person.number() * 31 + day.number());
        }
        if (day.isWeekend() || dice.chance(person.remote())) {
            return person.vpn() ? Network.vpn(person.number()) : home;
        }
        return Network.office(person.office());
    }

    private static Session session(Dice dice, Scene scene, Instant from, Instant until) {
        Scene in = scene.in("idx" + dice.letters(20));
        return new Session(in, from, until.isAfter(from) ? until : from.plusSeconds(60), dice.chance(SIGNS_OUT));
    }
}
