// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.names;

import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * One spelling for each name, so that two sources that mean the same say the same. Only for looking up: receivers are
 * told the name as its source gave it.
 */
public final class CanonicalForm {
    private static final Set<IdentifierKind> EXCLUSIVE = EnumSet.of(
            IdentifierKind.DEVICE_SERIAL,
            IdentifierKind.DEVICE_UDID,
            IdentifierKind.DEVICE_ENTRA_ID,
            IdentifierKind.DEVICE_VENDOR_ID,
            IdentifierKind.USER_VENDOR_ID);

    private CanonicalForm() {}

    /** {@code KIND|namespace|value}, by which a name is looked up. */
    public static String of(Identifier identifier) {
        return of(identifier, value(identifier));
    }

    /** The same, where its value is at hand. */
    public static String of(Identifier identifier, String value) {
        return identifier.kind().name() + "|" + namespace(identifier) + "|" + value;
    }

    /** Kind and namespace of such a form: names of one family are alike. */
    public static String family(String form) {
        return form.substring(0, form.indexOf('|', form.indexOf('|') + 1) + 1);
    }

    /** Is it a number that one vendor gives, or a session's, which mean something else at the next one? */
    public static boolean needsNamespace(IdentifierKind kind) {
        return switch (kind) {
            case USER_VENDOR_ID,
                    USER_LOGIN,
                    DEVICE_VENDOR_ID,
                    SESSION_VENDOR_ID,
                    SESSION_ROOT_ID,
                    SESSION_OIDC_SID,
                    SESSION_SAML_INDEX -> true;
            case UNKNOWN,
                    USER_EMAIL,
                    USER_UPN,
                    USER_ISS_SUB,
                    USER_SID,
                    USER_SAM_ACCOUNT,
                    USER_PHONE,
                    USER_LOCAL_NAME,
                    DEVICE_SERIAL,
                    DEVICE_UDID,
                    DEVICE_SMBIOS_UUID,
                    DEVICE_ENTRA_ID,
                    DEVICE_IMEI,
                    DEVICE_MAC,
                    DEVICE_HOSTNAME,
                    DEVICE_CERT_SHA256,
                    WORKLOAD_SPIFFE_ID,
                    TOKEN_ID,
                    IP -> false;
        };
    }

    /** A principal has one such name at a time, or a few after repairs. */
    public static boolean isExclusive(IdentifierKind kind) {
        return EXCLUSIVE.contains(kind);
    }

    /** Whose name a kind is; empty for those that name no principal. */
    public static Optional<PrincipalKind> principal(IdentifierKind kind) {
        return switch (kind) {
            case USER_EMAIL,
                    USER_UPN,
                    USER_LOGIN,
                    USER_VENDOR_ID,
                    USER_ISS_SUB,
                    USER_SID,
                    USER_SAM_ACCOUNT,
                    USER_PHONE,
                    USER_LOCAL_NAME -> Optional.of(PrincipalKind.USER);
            case DEVICE_SERIAL,
                    DEVICE_UDID,
                    DEVICE_SMBIOS_UUID,
                    DEVICE_ENTRA_ID,
                    DEVICE_VENDOR_ID,
                    DEVICE_IMEI,
                    DEVICE_MAC,
                    DEVICE_HOSTNAME,
                    DEVICE_CERT_SHA256 -> Optional.of(PrincipalKind.DEVICE);
            case SESSION_VENDOR_ID, SESSION_ROOT_ID, SESSION_OIDC_SID, SESSION_SAML_INDEX ->
                Optional.of(PrincipalKind.SESSION);
            case WORKLOAD_SPIFFE_ID -> Optional.of(PrincipalKind.WORKLOAD);
            case UNKNOWN, TOKEN_ID, IP -> Optional.empty();
        };
    }

    /** Names that are unique by themselves are one name, in whosever books they were found. */
    private static String namespace(Identifier identifier) {
        return switch (identifier.kind()) {
            case USER_EMAIL,
                    USER_UPN,
                    USER_SID,
                    USER_PHONE,
                    DEVICE_SERIAL,
                    DEVICE_UDID,
                    DEVICE_SMBIOS_UUID,
                    DEVICE_ENTRA_ID,
                    DEVICE_IMEI,
                    DEVICE_MAC,
                    DEVICE_HOSTNAME,
                    DEVICE_CERT_SHA256,
                    WORKLOAD_SPIFFE_ID -> "";
            case UNKNOWN,
                    USER_LOGIN,
                    USER_VENDOR_ID,
                    USER_ISS_SUB,
                    USER_LOCAL_NAME,
                    DEVICE_VENDOR_ID,
                    SESSION_VENDOR_ID,
                    SESSION_ROOT_ID,
                    SESSION_OIDC_SID,
                    SESSION_SAML_INDEX,
                    TOKEN_ID,
                    IP -> identifier.namespace();
            // a Windows domain, whatever case it is typed in
            case USER_SAM_ACCOUNT -> lower(identifier.namespace());
        };
    }

    /** The value in that spelling. */
    public static String value(Identifier identifier) {
        String value = composed(identifier.value().strip());
        return switch (identifier.kind()) {
            case USER_EMAIL, USER_UPN, USER_LOGIN, USER_SAM_ACCOUNT, USER_LOCAL_NAME -> lower(value);
            case DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID, DEVICE_CERT_SHA256 ->
                lower(value).replace("{", "").replace("}", "");
            case DEVICE_SERIAL, USER_SID -> value.toUpperCase(Locale.ROOT);
            case DEVICE_MAC -> keep(lower(value), c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
            // sources disagree on whether the domain belongs to it
            case DEVICE_HOSTNAME -> beforeDot(lower(value));
            case USER_PHONE, DEVICE_IMEI -> keep(value, c -> " ()./-".indexOf(c) < 0);
            case UNKNOWN,
                    USER_VENDOR_ID,
                    USER_ISS_SUB,
                    DEVICE_VENDOR_ID,
                    SESSION_VENDOR_ID,
                    SESSION_ROOT_ID,
                    SESSION_OIDC_SID,
                    SESSION_SAML_INDEX,
                    WORKLOAD_SPIFFE_ID,
                    TOKEN_ID,
                    IP -> value;
        };
    }

    /** NFC, which ASCII is in already. */
    private static String composed(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return Normalizer.normalize(value, Normalizer.Form.NFC);
            }
        }
        return value;
    }

    private static String beforeDot(String value) {
        int dot = value.indexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    private static String keep(String value, IntPredicate which) {
        StringBuilder kept = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (which.test(value.charAt(i))) {
                kept.append(value.charAt(i));
            }
        }
        return kept.toString();
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
