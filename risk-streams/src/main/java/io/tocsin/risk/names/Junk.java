// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.names;

import io.tocsin.schemas.signal.Identifier;
import java.util.Locale;
import java.util.Set;

/** Values that name nothing: what firmware, agents and vendors write where there is nothing to write. */
public final class Junk {
    private static final Set<String> WORDS = Set.of(
            "default string",
            "to be filled by o.e.m.",
            "system serial number",
            "serial number",
            "chassis serial number",
            "not specified",
            "not available",
            "not applicable",
            "none",
            "null",
            "nil",
            "n/a",
            "na",
            "unknown",
            "undefined",
            "invalid",
            "empty",
            "oem",
            "o.e.m.",
            "0123456789",
            "123456789",
            "1234567890",
            "localhost",
            "localhost.localdomain");

    private Junk() {}

    public static boolean is(Identifier identifier) {
        String value = CanonicalForm.value(identifier);
        if (value.isBlank() || WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return switch (identifier.kind()) {
            case DEVICE_SERIAL, DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID, DEVICE_CERT_SHA256, DEVICE_IMEI ->
                value.length() < 4 || isOneCharacter(value) || value.startsWith("03000200-0400-0500");
            case DEVICE_MAC -> value.length() != 12 || isOneCharacter(value) || isUnassigned(value);
            case USER_EMAIL -> value.indexOf('@') < 1 || value.indexOf('@') == value.length() - 1;
            case UNKNOWN,
                    USER_UPN,
                    USER_LOGIN,
                    USER_VENDOR_ID,
                    USER_ISS_SUB,
                    USER_SID,
                    USER_SAM_ACCOUNT,
                    USER_PHONE,
                    USER_LOCAL_NAME,
                    DEVICE_VENDOR_ID,
                    DEVICE_HOSTNAME,
                    SESSION_VENDOR_ID,
                    SESSION_ROOT_ID,
                    SESSION_OIDC_SID,
                    SESSION_SAML_INDEX,
                    WORKLOAD_SPIFFE_ID,
                    TOKEN_ID,
                    IP -> false;
        };
    }

    /** All zeros, all F, and the like; separators do not count. */
    private static boolean isOneCharacter(String value) {
        return value.replaceAll("[^0-9A-Za-z]", "").chars().distinct().count() <= 1;
    }

    /** Locally administered (virtual machines, containers, private Wi-Fi addresses) or multicast. */
    private static boolean isUnassigned(String mac) {
        return (Character.digit(mac.charAt(1), 16) & 0b11) != 0;
    }
}
