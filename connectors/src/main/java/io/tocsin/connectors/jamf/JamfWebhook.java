// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Source;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;

/** Jamf Pro webhooks: one event a body. Computers and mobile devices have numbers of their own each. */
public final class JamfWebhook implements Source {
    private final String instance;
    private final List<ComplianceGroup> groups;
    private final Sightings sightings = new Sightings();

    /**
     * The webhooks of one server.
     *
     * @param instance the Jamf Pro server's name; its numbers are unique within it
     * @param groups the smart groups that decide compliance; changes of others are passed over
     */
    public JamfWebhook(String instance, List<ComplianceGroup> groups) {
        this.instance = instance;
        this.groups = List.copyOf(groups);
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.single(body.requireObject());
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        Notice notice = new Notice(record, arrival);
        return switch (notice.type()) {
            case "SmartGroupComputerMembershipChange" ->
                new SmartGroup(notice, DeviceClass.COMPUTERS, instance).map(groups);
            case "SmartGroupMobileDeviceMembershipChange" ->
                new SmartGroup(notice, DeviceClass.MOBILE, instance).map(groups);
            case "ComputerCheckIn", "ComputerInventoryCompleted", "ComputerPushCapabilityChanged" ->
                seen(notice, DeviceClass.COMPUTERS);
            case "ComputerPolicyFinished", "ComputerPatchPolicyCompleted" -> seen(notice, DeviceClass.COMPUTERS);
            case "ComputerAdded" -> changed(notice, DeviceClass.COMPUTERS, SignalType.DEVICE_ENROLLED);
            case "MobileDeviceCheckIn", "MobileDeviceInventoryCompleted" -> seen(notice, DeviceClass.MOBILE);
            case "MobileDeviceEnrolled" -> changed(notice, DeviceClass.MOBILE, SignalType.DEVICE_ENROLLED);
            case "MobileDeviceUnEnrolled" -> changed(notice, DeviceClass.MOBILE, SignalType.DEVICE_UNENROLLED);
            case "JSSStartup", "JSSShutdown", "RestAPIOperation", "PatchSoftwareTitleUpdated", "SCEPChallenge" ->
                new Mapped.Ignored(Mapped.Why.NO_PRINCIPAL);
            default -> unknown(notice);
        };
    }

    private Mapped seen(Notice notice, DeviceClass type) {
        Device device = device(notice, type);
        Signal seen = signal(notice, device, SignalType.DEVICE_SEEN);
        return sightings.isNews(type.namespace(instance) + ":" + device.jssId(), seen)
                ? new Mapped.Signals(List.of(seen))
                : new Mapped.Ignored(Mapped.Why.SEEN_RECENTLY);
    }

    private Mapped changed(Notice notice, DeviceClass type, SignalType change) {
        return new Mapped.Signals(List.of(signal(notice, device(notice, type), change)));
    }

    private static Signal signal(Notice notice, Device device, SignalType type) {
        return notice.draft(device.type().namespace(device.instance()) + ":" + device.jssId(), type.name())
                .user(device.user())
                .device(device.entity())
                .context(device.context())
                .signal(type, device.facts(type != SignalType.DEVICE_UNENROLLED), 0);
    }

    /** Some events have the computer inside, some are the computer. */
    private Device device(Notice notice, DeviceClass type) {
        JsonAt inner = notice.event().get(type == DeviceClass.COMPUTERS ? "computer" : "mobileDevice");
        return new Device(inner.isObject() ? inner : notice.event(), type, instance);
    }

    /** Kept under Jamf's own type, for whoever wants to look. */
    private static Mapped unknown(Notice notice) {
        String what = notice.event().node().toString();
        return new Mapped.Signals(
                List.of(notice.draft(what, "").signal(SignalType.UNKNOWN, new SignalPayload.None(), 0)));
    }
}
