// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

/** What sort of name an {@link Identifier} is; the namespace says in whose books. */
public enum IdentifierKind {
    UNKNOWN,
    USER_EMAIL,
    USER_UPN,
    USER_LOGIN,
    USER_VENDOR_ID,
    USER_ISS_SUB,
    USER_SID,
    USER_SAM_ACCOUNT,
    USER_PHONE,
    USER_LOCAL_NAME,
    DEVICE_SERIAL,
    DEVICE_UDID,
    DEVICE_SMBIOS_UUID,
    DEVICE_ENTRA_ID,
    DEVICE_VENDOR_ID,
    DEVICE_IMEI,
    DEVICE_MAC,
    DEVICE_HOSTNAME,
    DEVICE_CERT_SHA256,
    SESSION_VENDOR_ID,
    SESSION_ROOT_ID,
    SESSION_OIDC_SID,
    SESSION_SAML_INDEX,
    WORKLOAD_SPIFFE_ID,
    TOKEN_ID,
    IP
}
