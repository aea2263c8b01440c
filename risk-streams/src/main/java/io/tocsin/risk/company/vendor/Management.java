// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company.vendor;

import io.tocsin.risk.company.Laptop;
import io.tocsin.risk.company.Person;
import java.time.Instant;

/** Whoever manages a laptop. */
public interface Management {
    /** What is checked, the least harmful first. */
    enum Check {
        SYSTEM_UP_TO_DATE(71, "Operating system is up to date"),
        FIREWALL(72, "Firewall is on"),
        DISK_ENCRYPTED(73, "Disk is encrypted"),
        SENSOR_RUNS(74, "EDR sensor runs");

        private final int group;
        private final String title;

        Check(int group, String title) {
            this.group = group;
            this.title = title;
        }

        /** Jamf's number of the smart group of those that fail it. */
        int group() {
            return group;
        }

        String title() {
            return title;
        }
    }

    Statement enrolled(Instant at, Person who);

    Statement unenrolled(Instant at, Person who);

    Statement checked(Instant at, Person who, Check check, boolean passed);

    static Management of(Laptop laptop) {
        return switch (laptop.platform()) {
            case MAC -> new Jamf();
            case WINDOWS -> new Intune();
        };
    }
}
