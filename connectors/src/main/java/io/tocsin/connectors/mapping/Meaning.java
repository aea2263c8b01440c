// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.mapping;

import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a vendor's event says, whoever it is about. */
public record Meaning(SignalType type, SignalPayload payload) {

    /** The type says it all. */
    public static Meaning of(SignalType type) {
        return new Meaning(type, new SignalPayload.None());
    }

    /**
     * Of a session.
     *
     * @param all whether every session of the user is meant
     */
    public static Meaning session(SignalType type, boolean all, @Nullable String reason) {
        return new Meaning(type, new SessionChange(all, null, reason));
    }

    /**
     * Of a login or challenge.
     *
     * @param outcome the vendor's code for why it failed
     */
    public static Meaning login(SignalType type, @Nullable String outcome) {
        return new Meaning(type, new Login(outcome, List.of()));
    }

    public static Meaning password() {
        return new Meaning(
                SignalType.CREDENTIAL_CHANGED, new CredentialUpdate("password", ChangeType.UPDATE, null, false));
    }

    /** A second factor; {@code unknown} where the vendor does not say which sort. */
    public static Meaning factor(String credentialType, ChangeType change) {
        return new Meaning(SignalType.MFA_CHANGED, new CredentialUpdate(credentialType, change, null, false));
    }

    /** The password is known to others. */
    public static Meaning leaked() {
        return new Meaning(
                SignalType.CREDENTIAL_COMPROMISED, new CredentialUpdate("password", ChangeType.UPDATE, null, false));
    }

    public static Meaning account(SignalType type, @Nullable String reason) {
        return new Meaning(type, new AccountChange(reason, null, null));
    }

    /** The vendor's own opinion of a user. */
    public static Meaning risk(RiskLevel level, String detector) {
        return new Meaning(
                SignalType.RISK_ASSESSED, new VendorRisk(PrincipalKind.USER, level, null, detector, List.of()));
    }
}
