// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import java.time.ZoneOffset;
import java.util.List;

/**
 * A town. Clocks keep to one offset all year: what a machine knows of summer time must not move anybody's habits.
 *
 * @param network number of the largest access network there, from those for documentation (RFC 5398)
 */
public record Place(String town, String country, double latitude, double longitude, ZoneOffset clock, int network) {
    public static final Place LEEDS = new Place("Leeds", "United Kingdom", 53.80, -1.55, ZoneOffset.UTC, 64_500);
    public static final Place BERLIN = new Place("Berlin", "Germany", 52.52, 13.40, ZoneOffset.ofHours(1), 64_501);
    public static final Place AUSTIN =
            new Place("Austin", "United States", 30.27, -97.74, ZoneOffset.ofHours(-6), 64_502);
    public static final Place PUNE = new Place("Pune", "India", 18.52, 73.86, ZoneOffset.ofHoursMinutes(5, 30), 64_503);

    /** Where the company has offices. */
    public static final List<Place> OFFICES = List.of(LEEDS, BERLIN, AUSTIN, PUNE);

    /** Where else people go. */
    public static final List<Place> TRIPS = List.of(
            new Place("Paris", "France", 48.86, 2.35, ZoneOffset.ofHours(1), 64_504),
            new Place("Madrid", "Spain", 40.42, -3.70, ZoneOffset.ofHours(1), 64_505),
            new Place("New York", "United States", 40.71, -74.01, ZoneOffset.ofHours(-5), 64_506),
            new Place("Singapore", "Singapore", 1.35, 103.82, ZoneOffset.ofHours(8), 64_507),
            new Place("Toronto", "Canada", 43.65, -79.38, ZoneOffset.ofHours(-5), 64_508),
            LEEDS,
            BERLIN,
            AUSTIN,
            PUNE);

    /** Where attackers rent machines; nobody of the company ever is there. */
    public static final List<Place> HOSTERS = List.of(
            new Place("Bucharest", "Romania", 44.43, 26.10, ZoneOffset.ofHours(2), 65_540),
            new Place("Lagos", "Nigeria", 6.52, 3.38, ZoneOffset.ofHours(1), 65_541),
            new Place("Hanoi", "Viet Nam", 21.03, 105.85, ZoneOffset.ofHours(7), 65_542),
            new Place("Sao Paulo", "Brazil", -23.55, -46.63, ZoneOffset.ofHours(-3), 65_543),
            new Place("Amsterdam", "Netherlands", 52.37, 4.90, ZoneOffset.ofHours(1), 65_544));
}
