// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.eventhubs;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.NaturalKey;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intune's operational log, of which one notice is of interest: a device does not comply any more. That it complies
 * again is told by no notice, but by the list of devices.
 */
public final class IntuneNotices implements RecordMapper {
    private static final String NOT_COMPLIANT = "Managed Device Not Compliant";

    private final String directory;

    /** @param directory the directory's (tenant's) id, as of the connector that lists Intune's devices */
    public IntuneNotices(String directory) {
        this.directory = directory;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        String kind = record.get("AlertType").text();
        if (!NOT_COMPLIANT.equalsIgnoreCase(kind)) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        String device = record.get("IntuneDeviceId").requireText();
        Instant noticed = EventTime.requireIso(record.get("StartTimeUtc"));
        SignalSource source = new SignalSource(
                arrival.tenant(),
                "intune",
                arrival.connector(),
                "operational-logs",
                arrival.transport(),
                NOT_COMPLIANT,
                null,
                null);
        String host = record.get("DeviceName").text();
        return new Mapped.Signals(List.of(SignalDraft.of(
                        EventTime.of(noticed, null, arrival.at()),
                        source,
                        NaturalKey.of(List.of(device, NOT_COMPLIANT, noticed.toString())))
                .device(new Names()
                        .add(IdentifierKind.DEVICE_VENDOR_ID, "intune:" + directory, device, Strength.STRONG)
                        .add(IdentifierKind.DEVICE_HOSTNAME, host, Strength.MEDIUM)
                        .display(host)
                        .entity())
                .user(user(record))
                .signal(
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        new Compliance(ComplianceStatus.NOT_COMPLIANT, null, checks(record)),
                        0)));
    }

    private @Nullable Entity user(JsonAt record) {
        String name = record.get("UserName").text();
        String suffix = record.get("UPNSuffix").text();
        String upn = name == null || suffix == null || name.indexOf('@') >= 0 ? name : name + "@" + suffix;
        return new Names()
                .add(
                        IdentifierKind.USER_VENDOR_ID,
                        "entra:" + directory,
                        record.get("IntuneUserId").text(),
                        Strength.STRONG)
                .add(IdentifierKind.USER_UPN, upn != null && upn.indexOf('@') > 0 ? upn : null, Strength.STRONG)
                .display(record.get("UserDisplayName").text())
                .entity();
    }

    /** The description begins with the setting's name: {@code policy.setting||words}. */
    private static List<PostureCheck> checks(JsonAt record) {
        String text = record.get("Description").text();
        int end = text == null ? -1 : text.indexOf("||");
        return text == null || end < 1
                ? List.of()
                : List.of(new PostureCheck(text.substring(0, end), text.substring(end + 2), false));
    }
}
