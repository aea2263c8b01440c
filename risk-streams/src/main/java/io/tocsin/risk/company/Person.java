// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works here.
 *
 * @param number counts from 0
 * @param login also the address of the mailbox
 * @param begins when the working day does, by the clock of {@code office}
 * @param hours how long it is
 * @param remote the share of working days at home
 * @param vpn works through the VPN when not in the office
 * @param traveller goes on trips
 * @param joins first day, counted from the first of the month; 0 for who was always there
 * @param leaves first day not here any more; absent for who stays
 */
public record Person(
        int number,
        String name,
        String login,
        Place office,
        LocalTime begins,
        double hours,
        double remote,
        boolean vpn,
        boolean traveller,
        Laptop laptop,
        @Nullable Phone phone,
        int joins,
        @Nullable Integer leaves) {

    public boolean isHere(int day) {
        return day >= joins && (leaves == null || day < leaves);
    }

    /** In the books of the identity provider. */
    public String accountId() {
        return "00u1" + padded(number);
    }

    private static String padded(int number) {
        return String.format(Locale.ROOT, "%016x", number * 0x9E3779B97F4A7C15L);
    }
}
