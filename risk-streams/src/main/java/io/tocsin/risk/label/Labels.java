// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.label;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The labels of one recording.
 *
 * @param users how many people the recording is about; rates of false alarms go by it
 * @param days how long it is
 */
public record Labels(int users, double days, List<Label> labels) {
    /** The form of the file, in its first line and in the metadata of the signals file made with it. */
    public static final String SCHEMA = "tocsin-labels/1";

    public Labels {
        if (users < 1 || !(days > 0)) {
            throw new IllegalArgumentException(
                    "labels are for " + users + " users and " + days + " days, expected at least one, and some time");
        }
        labels = List.copyOf(requireNonNull(labels, "labels"));
    }
}
