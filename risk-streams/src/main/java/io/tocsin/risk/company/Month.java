// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import io.tocsin.risk.company.attack.Attacks;
import io.tocsin.risk.company.attack.Ground;
import io.tocsin.risk.company.habit.Habit;
import io.tocsin.risk.label.Label;
import io.tocsin.risk.label.Labels;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.recording.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Some days of the company, as recorded signals in the order of their arrival. Lived day by day, so that a year takes
 * no more memory than a week.
 */
public final class Month {
    /** Nobody's day begins further before midnight UTC than that. */
    private static final Duration EARLY = Duration.ofHours(3);

    private final long seed;
    private final Dice dice;
    private final Company company;
    private final Day first;
    private final Mailroom mailroom;
    private final List<Label> labels = new ArrayList<>();

    private Month(long seed, int users, int days, LocalDate first) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.company = Company.of(dice.of("company"), users, days);
        this.first = new Day(0, first);
        this.mailroom = new Mailroom(dice.of("mail"));
        Attacks.stage(
                new Ground(company, this.first::plus, this::schedule, mailroom::take, labels::add), dice.of("attacks"));
    }

    /**
     * Hires, and plans the attacks.
     *
     * @param users 20 to 1,000,000
     * @param days 2 to 366
     */
    public static Month of(long seed, int users, int days, LocalDate first) {
        if (users < 20 || users > 1_000_000) {
            throw new IllegalArgumentException("users is " + users + ", expected 20 to 1,000,000");
        }
        if (days < 2 || days > 366) {
            throw new IllegalArgumentException("days is " + days + ", expected 2 to 366");
        }
        return new Month(seed, users, days, first);
    }

    private Schedule schedule(Person person, Day day) {
        return Schedule.of(dice, person, day);
    }

    public Instant from() {
        return first.begins();
    }

    public Instant to() {
        return first.plus(company.days()).begins();
    }

    /**
     * How the file of it describes itself.
     *
     * @param version of the program
     */
    public Recording about(String version) {
        return new Recording(
                Company.TENANT,
                from(),
                to(),
                version,
                "generated: seed " + seed + ", " + company.people().size() + " users, " + company.days() + " days",
                Labels.SCHEMA);
    }

    /** What should be found, in the order in which it begins. */
    public Labels labels() {
        List<Label> seen = labels.stream()
                .filter(label -> label.catchable().isBefore(to()))
                .sorted(Comparator.comparing(Label::start)
                        .thenComparing(Label::attack)
                        .thenComparing(Month::whose))
                .toList();
        return new Labels(company.people().size(), company.days(), seen);
    }

    private static String whose(Label label) {
        return label.user() + "|" + label.device() + "|" + label.sessions();
    }

    /**
     * Lives it, once.
     *
     * @param lived is told the number of every day when it is over
     */
    public void live(Consumer<RecordedSignal> heard, IntConsumer lived) {
        List<Habit> habits = Habit.all();
        Consumer<RecordedSignal> within = signal -> {
            if (!signal.timestamp().isBefore(from()) && signal.timestamp().isBefore(to())) {
                heard.accept(signal);
            }
        };
        for (int number = 0; number < company.days(); number++) {
            Day day = first.plus(number);
            for (Person person : company.people()) {
                Schedule today = schedule(person, day);
                for (int habit = 0; habit < habits.size(); habit++) {
                    habits.get(habit).live(today, dice.of("habit", habit, person.number(), number), mailroom::take);
                }
            }
            mailroom.deliver(day.plus(1).begins().minus(EARLY), within);
            lived.accept(number);
        }
        mailroom.deliver(to(), within);
    }
}
