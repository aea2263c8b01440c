// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.window;

/** Distances on a sphere of the earth's mean radius; half a percent off at worst, and the same on every machine. */
final class GreatCircle {
    private static final double RADIUS_KM = 6371.0088;

    private GreatCircle() {}

    /** By the haversine formula; degrees in, kilometres out. */
    static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double north = StrictMath.toRadians(otherLatitude - latitude);
        double east = StrictMath.toRadians(otherLongitude - longitude);
        double half = square(StrictMath.sin(north / 2))
                + StrictMath.cos(StrictMath.toRadians(latitude))
                        * StrictMath.cos(StrictMath.toRadians(otherLatitude))
                        * square(StrictMath.sin(east / 2));
        return 2 * RADIUS_KM * StrictMath.asin(Math.min(1, StrictMath.sqrt(half)));
    }

    private static double square(double x) {
        return x * x;
    }
}
