// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entra ID's sign-in log: newest first, minutes late and out of order. */
final class SignIns implements RecordMapper {
    /** Steps of a sign-in that goes on: asking for a second factor, for consent, to stay signed in. */
    private static final Set<Integer> INTERRUPTS =
            Set.of(16_000, 50_058, 50_072, 50_074, 50_076, 50_079, 50_097, 50_125, 50_129, 50_140, 65_001);

    private final Directory directory;

    SignIns(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        Integer code = record.get("status").get("errorCode").integer();
        SignalSource source = new SignalSource(
                arrival.tenant(),
                "entra",
                arrival.connector(),
                GraphLog.SIGN_INS.family(),
                arrival.transport(),
                "signIn",
                record.get("id").requireText(),
                record.get("riskLevelDuringSignIn").text());
        JsonAt device = record.get("deviceDetail");
        SignalType type = type(code);
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(EventTime.requireIso(record.get("createdDateTime")), null, arrival.at()), source)
                .user(directory.user(record))
                .device(directory
                        .device(device.get("deviceId").text())
                        .display(device.get("displayName").text())
                        .entity())
                .context(Directory.context(record))
                .provenance(new Provenance(record.get("correlationId").text(), null, null, false))
                .attributes(attributes(record, device))
                .signal(type, payload(type, code), 0)));
    }

    private static SignalType type(@Nullable Integer code) {
        if (code == null || INTERRUPTS.contains(code)) {
            return SignalType.UNKNOWN;
        }
        return switch (code) {
            case 0 -> SignalType.LOGIN_SUCCEEDED;
            case 500_121 -> SignalType.MFA_CHALLENGE_DENIED;
            default -> SignalType.LOGIN_FAILED;
        };
    }

    private static SignalPayload payload(SignalType type, @Nullable Integer code) {
        return switch (type) {
            case UNKNOWN -> new SignalPayload.None();
            case LOGIN_SUCCEEDED -> new Login(null, List.of());
            default -> new Login(outcome(code), List.of());
        };
    }

    private static String outcome(@Nullable Integer code) {
        return code != null && (code == 53_000 || code == 53_001) ? "DEVICE_NOT_COMPLIANT" : String.valueOf(code);
    }

    private static Map<String, String> attributes(JsonAt record, JsonAt device) {
        Map<String, String> attributes = new HashMap<>();
        put(attributes, "app", record.get("appDisplayName").text());
        put(attributes, "compliant", text(device.get("isCompliant").bool()));
        put(attributes, "managed", text(device.get("isManaged").bool()));
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static @Nullable String text(@Nullable Boolean value) {
        return value == null ? null : value.toString();
    }
}
