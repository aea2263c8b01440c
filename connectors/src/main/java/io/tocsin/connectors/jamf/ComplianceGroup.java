// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import org.jspecify.annotations.Nullable;

/**
 * A smart group whose membership decides a device's compliance.
 *
 * @param id Jamf's number of the group; either this or the name
 * @param name the group's exact name
 * @param members what a device in the group is; {@code NOT_COMPLIANT} where not given
 * @param devices whose groups: computers and mobile devices are numbered apart; computers where not given
 */
public record ComplianceGroup(@Nullable String id, @Nullable String name, Members members, DeviceClass devices) {
    public ComplianceGroup {
        if ((id == null || id.isBlank()) == (name == null || name.isBlank())) {
            throw new IllegalArgumentException("groups: expected either id or name of a smart group, and one of them");
        }
        members = members == null ? Members.NOT_COMPLIANT : members;
        devices = devices == null ? DeviceClass.COMPUTERS : devices;
    }

    boolean is(DeviceClass asked, String askedId, @Nullable String askedName) {
        return devices == asked && (askedId.equals(id) || (name != null && name.equals(askedName)));
    }

    /** What being in a group says of a device. */
    public enum Members {
        COMPLIANT,
        NOT_COMPLIANT
    }
}
