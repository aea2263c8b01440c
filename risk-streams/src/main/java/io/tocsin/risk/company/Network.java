// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import io.tocsin.schemas.signal.SignalContext;

/**
 * Where somebody is on the network, as a vendor sees it. Addresses are from ranges that nobody has: offices
 * 203.0.113.0/24, the VPN 192.0.2.0/24, homes and hotels 198.18.0.0/15, attackers 198.51.100.0/24 and 2001:db8::/32.
 */
public record Network(String address, Place place, int number, boolean proxy) {
    /** One address for everybody in an office. */
    public static Network office(Place place) {
        return new Network("203.0.113." + (10 + Place.OFFICES.indexOf(place)), place, place.network(), false);
    }

    /** The company's VPN leaves in Berlin, whoever is in it, by four addresses. */
    public static Network vpn(int person) {
        return new Network("192.0.2." + (10 + person % 4), Place.BERLIN, 64_510, false);
    }

    /** A home, a hotel, a mobile network: an address of one's own. */
    public static Network own(Place place, int number) {
        int offset = number & 0x1FFFF;
        String address = "198." + (18 + (offset >> 16)) + "." + ((offset >> 8) & 0xFF) + "." + (offset & 0xFF);
        return new Network(address, place, place.network(), false);
    }

    /** A rented machine. */
    public static Network rented(Dice dice) {
        Place place = dice.one(Place.HOSTERS);
        return new Network("198.51.100." + dice.between(1, 254), place, place.network(), dice.chance(0.5));
    }

    /** One of many hijacked homes that an attacker goes through. */
    public static Network hijacked(Dice dice) {
        Place place = dice.one(Place.HOSTERS);
        return new Network("2001:db8:" + dice.hex(4) + "::" + (1 + dice.below(9)), place, 65_545 + dice.below(6), true);
    }

    public SignalContext seenWith(String userAgent) {
        return new SignalContext(
                address, userAgent, place.country(), place.latitude(), place.longitude(), number, proxy);
    }
}
