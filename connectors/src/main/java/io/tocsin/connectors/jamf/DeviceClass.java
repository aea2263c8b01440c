// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

/** Jamf Pro numbers computers and mobile devices apart: computer 41 and mobile device 41 are two devices. */
public enum DeviceClass {
    COMPUTERS(""),
    MOBILE(":mobile");

    private final String suffix;

    DeviceClass(String suffix) {
        this.suffix = suffix;
    }

    /** In whose books a device's number is unique. */
    String namespace(String instance) {
        return "jamf:" + instance + suffix;
    }
}
