// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One day of the month; from midnight to midnight UTC.
 *
 * @param number counts from 0
 */
public record Day(int number, LocalDate date) {
    public Instant begins() {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** That day in a place, though it may not be that day yet, or any more, elsewhere. */
    public Instant begins(Place place) {
        return date.atStartOfDay(place.clock()).toInstant();
    }

    public Instant at(Duration sinceMidnight) {
        return begins().plus(sinceMidnight);
    }

    public boolean isWeekend() {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    Day plus(int days) {
        return new Day(number + days, date.plusDays(days));
    }
}
