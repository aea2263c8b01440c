// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a smart group's members. Each device gives a signal of its own, about this one check: whether the device
 * as a whole complies depends on the other groups too, which is not for this place to know.
 */
record SmartGroup(Notice notice, DeviceClass devices, String instance) {

    Mapped map(List<ComplianceGroup> configured) {
        String id = notice.event().get("jssid").requireId();
        String name = notice.event().get("name").text();
        for (ComplianceGroup group : configured) {
            if (group.is(devices, id, name)) {
                return map(group, id, name);
            }
        }
        return new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED);
    }

    private Mapped map(ComplianceGroup group, String id, @Nullable String name) {
        List<Signal> signals = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        boolean memberPasses = group.members() == ComplianceGroup.Members.COMPLIANT;
        String check = devices.namespace(instance) + ":group:" + id;
        for (JsonAt device : ids("groupAddedDevicesIds")) {
            add(device, new PostureCheck(check, name, memberPasses), signals, misfits);
        }
        for (JsonAt device : ids("groupRemovedDevicesIds")) {
            add(device, new PostureCheck(check, name, !memberPasses), signals, misfits);
        }
        return misfits.isEmpty() ? new Mapped.Signals(signals) : new Mapped.Partly(signals, String.join("; ", misfits));
    }

    private List<JsonAt> ids(String member) {
        JsonAt ids = notice.event().get(member);
        return ids.isAbsent() ? List.of() : ids.requireElements();
    }

    private void add(JsonAt device, PostureCheck check, List<Signal> signals, List<String> misfits) {
        String id = device.id();
        if (id == null) {
            misfits.add(device.unexpected("a device's number").problem());
            return;
        }
        // what a member of the group was before it changed sides
        ComplianceStatus current = status(check.passed());
        Compliance compliance = new Compliance(current, status(!check.passed()), List.of(check));
        signals.add(notice.draft(devices.namespace(instance) + ":" + id, check.id() + "=" + current)
                .by(InitiatingEntity.POLICY, null)
                .device(new Names()
                        .add(IdentifierKind.DEVICE_VENDOR_ID, devices.namespace(instance), id, Strength.STRONG)
                        .entity())
                .signal(SignalType.DEVICE_COMPLIANCE_CHANGED, compliance, 0));
    }

    private static ComplianceStatus status(boolean passed) {
        return passed ? ComplianceStatus.COMPLIANT : ComplianceStatus.NOT_COMPLIANT;
    }
}
