// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.snapshot;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;

/**
 * The devices that a vendor lists: where it lists them, and what the rows mean.
 *
 * @param family the feed's name
 * @param list where the rows stand in an answer
 * @param id the member that is a row's id
 * @param role what it means that a row comes or goes
 */
public record Inventory(
        String vendor,
        String family,
        Ask ask,
        Paging paging,
        JsonPointer list,
        String id,
        Content content,
        Role role,
        Devices devices)
        implements SnapshotFormat {

    /** What the vendor is to its devices. */
    public enum Role {
        /** A row that comes is a device enrolled, one that goes a device given up. */
        MANAGES,
        /** A row that comes is a device seen; one that goes was silent for long, which is no news of the device. */
        OBSERVES
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, list);
    }

    @Override
    public String id(JsonAt record) {
        return record.get(id).requireId();
    }

    @Override
    public String content(JsonAt record) {
        return content.read(record);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        SignalType type =
                role == Role.OBSERVES || moment.baseline() ? SignalType.DEVICE_SEEN : SignalType.DEVICE_ENROLLED;
        return devices.counts(row)
                ? differences(row, moment).add(type, devices.facts(row)).mapped()
                : silence();
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        if (!devices.counts(row)) {
            return silence();
        }
        Differences differences = differences(row, moment);
        devices.compare(before, row, differences);
        return differences.mapped();
    }

    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return role == Role.OBSERVES || devices.isLeaving(before)
                ? silence()
                : differences(before, moment)
                        .add(SignalType.DEVICE_UNENROLLED, unmanaged(devices.facts(before)))
                        .mapped();
    }

    /** The same device, managed no more. */
    public static DeviceFacts unmanaged(DeviceFacts facts) {
        return new DeviceFacts(false, facts.isolated(), facts.os(), facts.osVersion());
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(),
                vendor,
                family,
                id(row),
                moment.pass(),
                moment.previous(),
                devices.device(row),
                devices.user(row));
    }

    private static Mapped silence() {
        return new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }
}
