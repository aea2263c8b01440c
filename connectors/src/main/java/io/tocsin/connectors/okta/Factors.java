// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Okta's factor types as CAEP credential types (CAEP 1.0 §3.3, {@code credential_type}). */
final class Factors {
    private Factors() {}

    /** Okta's own word in CAEP's spelling where CAEP has none; {@code unknown} where Okta does not say. */
    static String credentialType(@Nullable String factor) {
        if (factor == null) {
            return "unknown";
        }
        return switch (factor) {
            // Okta does not tell security keys from platform authenticators
            case "FIDO_WEBAUTHN" -> "fido2-roaming";
            case "FIDO_U2F" -> "fido-u2f";
            case "SMS_FACTOR" -> "phone-sms";
            case "CALL_FACTOR" -> "phone-voice";
            case "OKTA_VERIFY", "OKTA_VERIFY_PUSH", "OKTA_SOFT_TOKEN", "OKTA_PUSH", "SIGNED_NONCE", "GOOGLE" -> "app";
            case "SMART_CARD", "X509" -> "x509";
            case "PASSWORD", "PASSWORD_AS_FACTOR" -> "password";
            default -> factor.toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
