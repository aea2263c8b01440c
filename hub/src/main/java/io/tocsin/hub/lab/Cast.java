// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The people and computers of one run of the story. Each run over the same data has a cast of its own: what was revoked
 * stays revoked, and a Mac known not to comply cannot stop complying again.
 */
public record Cast(int run, Session aliceOnMac, Session aliceElsewhere, Session bob) {
    /** Serial numbers end in a number to base 36; the first run's is 01Q6. */
    private static final int FIRST_SERIAL = Integer.parseInt("01Q6", 36);

    /** The cast of a run; runs over one data directory count from 1. */
    public static Cast of(int run) {
        if (run < 1) {
            throw new IllegalArgumentException("run is " + run + ", expected 1 or more");
        }
        Person alice = person("Alice Ng", id("00u1fakeALICE%07d", run), named("alice.ng", run, "."));
        Person bob = person("Bob Ortiz", id("00u1fakeBOB%09d", run + 1), named("bob.ortiz", run, "."));
        int device = 3 * run - 2;
        Device mac = new Device(
                named("ALICE-MBP", run, "-"),
                "Mac15,6",
                serial("FVFXFAKE", run),
                id("A1B2C3D4-%04X-5AA1-B498-52A4CB17D18D", run),
                mac(run, 1),
                id("guo1fakeDEVICE%06d", device),
                40 + run,
                Device.Platform.MACOS,
                alice);
        Device second = new Device(
                named("ALICE-MINI", run, "-"),
                "Mac16,10",
                serial("H4TXFAKE", run),
                id("A1B2C3D4-%04X-5AA1-B498-52A4CB17D18E", run),
                mac(run, 2),
                id("guo1fakeDEVICE%06d", device + 1),
                0,
                Device.Platform.MACOS,
                alice);
        Device laptop = new Device(
                named("BOB-LT-22", run, "-"),
                "EliteBook 840 G11",
                id("5CG0FAKE%02d", 21 + run),
                id("B0B2C3D4-%04X-5AA1-B498-52A4CB17D18F", run),
                mac(run, 3),
                id("guo1fakeDEVICE%06d", device + 2),
                0,
                Device.Platform.WINDOWS,
                bob);
        return new Cast(
                run,
                new Session(id("idxFAKEsessALICE%02dabcd", 2 * run - 1), mac, "203.0.113.10"),
                new Session(id("idxFAKEsessALICE%02dabcd", 2 * run), second, "203.0.113.11"),
                new Session(id("idxFAKEsessBOB%02dabcd", run), laptop, "198.51.100.20"));
    }

    /** Whether a subject, as JSON, names anything of this cast's. */
    public boolean isAbout(String subject) {
        return Stream.of(aliceOnMac, aliceElsewhere, bob)
                .flatMap(session -> Stream.of(
                        session.id(), session.device().serial(), session.user().email()))
                .anyMatch(name -> subject.contains('"' + name + '"'));
    }

    private static String id(String form, int number) {
        return String.format(Locale.ROOT, form, number);
    }

    private static Person person(String name, String okta, String login) {
        return new Person(name, okta, login + "@acme.example", login);
    }

    /** The first run has the plain names. */
    private static String named(String name, int run, String separator) {
        return run == 1 ? name : name + separator + run;
    }

    private static String serial(String start, int run) {
        String number = Integer.toString(FIRST_SERIAL + run - 1, 36).toUpperCase(Locale.ROOT);
        return start + "0".repeat(Math.max(0, 4 - number.length())) + number;
    }

    /** In the block kept for documentation (RFC 7042 §2.1.1) for the first runs, then locally administered. */
    private static String mac(int run, int device) {
        return String.format(
                Locale.ROOT,
                "%s:%02X:%02X:%02X",
                run == 1 ? "00:00:5E" : "02:00:5E",
                run == 1 ? 0 : run >> 8 & 0xFF,
                run == 1 ? 0x53 : run & 0xFF,
                device);
    }
}
