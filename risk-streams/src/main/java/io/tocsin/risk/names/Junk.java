// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.names;

import io.tocsin.schemas.signal.Identifier;
import java.util.Locale;
import java.util.Set;

/** Values that name nothing: what firmware, agents and vendors write where there is nothing to write. */
public final class Junk {
    private static final Set<String> WORDS = Set.of(
            "default string",
            "default",
            "to be filled by o.e.m.",
            "to be filled by oem",
            "to be determined",
            "tbd",
            "system serial number",
            "serial number",
            "chassis serial number",
            "base board serial number",
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

    /** What firmware vendors ship as the UUID of every board. */
    private static final Set<String> SHIPPED_UUIDS = Set.of(
            "03000200-0400-0500-0006-000700080009",
            "00020003-0004-0005-0006-000700080009",
            "12345678-1234-5678-90ab-cddeefaabbcc");

    private static final int LONGEST_WORD =
            WORDS.stream().mapToInt(String::length).max().orElse(0);

    private Junk() {}

    public static boolean is(Identifier identifier) {
        return is(identifier, CanonicalForm.value(identifier));
    }

    /**
     * The same, where its form is at hand.
     *
     * @param value as {@link CanonicalForm#value} gives it
     */
    public static boolean is(Identifier identifier, String value) {
        if (value.isBlank() || (value.length() <= LONGEST_WORD && WORDS.contains(value.toLowerCase(Locale.ROOT)))) {
            return true;
        }
        return switch (identifier.kind()) {
            case DEVICE_SERIAL, DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID, DEVICE_CERT_SHA256, DEVICE_IMEI ->
                value.length() < 4 || isOneCharacter(value) || SHIPPED_UUIDS.contains(value.toLowerCase(Locale.ROOT));
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
                    WORKLOAD_SPIFFE_ID,
                    TOKEN_ID -> false;
            // an identity provider's way to say: every session there is
            case SESSION_VENDOR_ID, SESSION_ROOT_ID, SESSION_OIDC_SID, SESSION_SAML_INDEX ->
                value.equalsIgnoreCase("all");
            case IP -> isNobodysAddress(value);
        };
    }

    /** All zeros, all F, and the like; separators do not count. */
    private static boolean isOneCharacter(String value) {
        int only = -1;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
                if (only >= 0 && only != c) {
                    return false;
                }
                only = c;
            }
        }
        return true;
    }

    /** Unspecified, loopback or link-local: the same on every machine. */
    private static boolean isNobodysAddress(String ip) {
        return ip.equals("0.0.0.0")
                || ip.startsWith("127.")
                || ip.startsWith("169.254.")
                || ip.equals("::")
                || ip.equals("::1")
                || ip.toLowerCase(Locale.ROOT).startsWith("fe80:");
    }

    /** Locally administered (virtual machines, containers, private Wi-Fi addresses) or multicast. */
    private static boolean isUnassigned(String mac) {
        return (Character.digit(mac.charAt(1), 16) & 0b11) != 0;
    }
}
