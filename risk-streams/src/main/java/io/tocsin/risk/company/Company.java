// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import io.tocsin.risk.company.Laptop.Platform;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everybody who works here during the month, whether from its first day to its last or not. */
public final class Company {
    /** Whose tenant all of it is. */
    public static final String TENANT = "acme";

    private static final String DOMAIN = "acme.example";

    /** Of ten laptops. */
    private static final double MACS = 0.45;

    private static final double PHONES = 0.5;
    private static final double VPN = 0.3;
    private static final double TRAVELLERS = 0.25;

    /** Within thirty days. */
    private static final double JOINERS = 0.015;

    private static final double LEAVERS = 0.012;

    private static final List<String> FIRST = List.of(
            "Alice", "Bob", "Carol", "Dan", "Erin", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kavya", "Liam", "Mira",
            "Noor", "Olga", "Pavel", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Viktor", "Wen", "Ximena", "Yusuf", "Zoe");
    private static final List<String> LAST = List.of(
            "Adler", "Brandt", "Costa", "Diaz", "Eriksen", "Fischer", "Gupta", "Hughes", "Ivanov", "Jensen", "Khan",
            "Lopez", "Meyer", "Ng", "Ortiz", "Patel", "Quist", "Rossi", "Sato", "Turner", "Ueda", "Varga", "Walsh",
            "Xu", "Young", "Zeller");

    private final List<Person> people;
    private final int days;

    private Company(List<Person> people, int days) {
        this.people = List.copyOf(people);
        this.days = days;
    }

    /**
     * Hires.
     *
     * @param users how many are there at the same time, about
     * @param days how long it will be looked at
     */
    public static Company of(Dice dice, int users, int days) {
        List<Person> people = new ArrayList<>(users);
        for (int number = 0; number < users; number++) {
            people.add(person(dice.of("person", number), number, days));
        }
        return new Company(people, days);
    }

    private static Person person(Dice dice, int number, int days) {
        String first = dice.one(FIRST);
        String last = dice.one(LAST);
        String login = String.format(Locale.ROOT, "%s.%s.%d@%s", first, last, number, DOMAIN)
                .toLowerCase(Locale.ROOT);
        int begins = (int) Math.round(dice.around(8 * 60 + 40, 50));
        double month = days / 30.0;
        int joins = dice.chance(JOINERS * month) ? dice.between(1, Math.max(1, days - 1)) : 0;
        @Nullable
        Integer leaves =
                joins == 0 && dice.chance(LEAVERS * month) ? (Integer) dice.between(1, Math.max(1, days - 1)) : null;
        return new Person(
                number,
                first + " " + last,
                login,
                dice.one(Place.OFFICES),
                LocalTime.of(Math.clamp(begins / 60, 4, 12), Math.floorMod(begins, 60)),
                Math.clamp(dice.around(8.5, 0.8), 4, 13),
                dice.fraction() * 0.8,
                dice.chance(VPN),
                dice.chance(TRAVELLERS),
                laptop(dice, number, last),
                dice.chance(PHONES) ? new Phone("guo2" + dice.letters(16)) : null,
                joins,
                leaves);
    }

    private static Laptop laptop(Dice dice, int number, String last) {
        Platform platform = dice.chance(MACS) ? Platform.MAC : Platform.WINDOWS;
        String host = String.format(
                Locale.ROOT, "%s-%s%d", last.toUpperCase(Locale.ROOT), platform == Platform.MAC ? "MBP" : "LT", number);
        // RFC 7042's range for documentation is too small for a fleet; these are Apple's and Dell's
        String mac = (platform == Platform.MAC ? "3c:22:fb" : "8c:04:ba")
                + String.format(
                        Locale.ROOT, ":%02x:%02x:%02x", (number >> 16) & 0xFF, (number >> 8) & 0xFF, number & 0xFF);
        return new Laptop(
                platform,
                1_000 + number,
                (platform == Platform.MAC ? "FVF" : "5CG")
                        + dice.hex(7).toUpperCase(Locale.ROOT)
                        + String.format(Locale.ROOT, "%05d", number),
                dice.uuid().toUpperCase(Locale.ROOT),
                host,
                mac,
                "guo1" + dice.letters(16),
                dice.hex(32),
                dice.uuid());
    }

    public List<Person> people() {
        return people;
    }

    /** How many days there are; the first is day 0. */
    public int days() {
        return days;
    }
}
