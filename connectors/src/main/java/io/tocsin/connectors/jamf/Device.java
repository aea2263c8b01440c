// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.jamf;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.Strength;
import org.jspecify.annotations.Nullable;

/** A device as Jamf describes it in an event; which members are there depends on the event. */
record Device(JsonAt json, DeviceClass type, String instance) {

    String jssId() {
        return json.get("jssID").requireId();
    }

    Entity entity() {
        Names names = new Names()
                .add(IdentifierKind.DEVICE_SERIAL, text("serialNumber"), Strength.STRONG)
                .add(IdentifierKind.DEVICE_UDID, text("udid"), Strength.STRONG)
                .add(IdentifierKind.DEVICE_VENDOR_ID, type.namespace(instance), jssId(), Strength.STRONG)
                .add(
                        IdentifierKind.DEVICE_VENDOR_ID,
                        "jamf:" + instance + ":management",
                        text("managementId"),
                        Strength.STRONG)
                .add(IdentifierKind.DEVICE_IMEI, withoutSpaces(text("imei")), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_MAC, text("macAddress"), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_MAC, text("alternateMacAddress"), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_MAC, text("wifiMacAddress"), Strength.MEDIUM)
                .add(IdentifierKind.DEVICE_HOSTNAME, text("deviceName"), Strength.MEDIUM);
        return present(names.display(text("deviceName")).entity());
    }

    /** Whom Jamf has the device assigned to. */
    @Nullable
    Entity user() {
        return new Names()
                .add(IdentifierKind.USER_EMAIL, text("emailAddress"), Strength.STRONG)
                .add(IdentifierKind.USER_LOGIN, "jamf:" + instance, text("username"), Strength.MEDIUM)
                .display(text("realName"))
                .entity();
    }

    DeviceFacts facts(boolean managed) {
        String os = type == DeviceClass.COMPUTERS ? "macOS" : null;
        return new DeviceFacts(managed, null, os, text("osVersion"));
    }

    SignalContext context() {
        return new SignalContext(text("ipAddress"), null, null, null, null, null, null);
    }

    private @Nullable String text(String member) {
        return json.get(member).text();
    }

    /** IMEIs are printed in groups and compared without. */
    private static @Nullable String withoutSpaces(@Nullable String value) {
        return value == null ? null : value.replace(" ", "");
    }

    private static Entity present(@Nullable Entity entity) {
        if (entity == null) {
            throw new IllegalStateException("a device with a number has a name");
        }
        return entity;
    }
}
