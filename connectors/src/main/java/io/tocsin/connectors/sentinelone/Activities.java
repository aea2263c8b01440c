// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sentinelone;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.EventTime;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.connectors.mapping.RecordMapper;
import io.tocsin.connectors.mapping.SignalDraft;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.List;

/** What was done in the console; of hundreds of activities those that take a device off the network, or back. */
final class Activities implements RecordMapper {
    static final String FAMILY = "activities";

    private static final int DISCONNECTED = 1001;
    private static final int RECONNECTED = 1002;

    private final Agents agents;

    Activities(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Mapped map(JsonAt record, Arrival arrival) {
        Integer type = record.get("activityType").integer();
        if (type == null || (type != DISCONNECTED && type != RECONNECTED)) {
            return new Mapped.Ignored(Mapped.Why.NO_MEANING);
        }
        JsonAt data = record.get("data");
        Entity device = agents.device(record.get("agentId"), data.get("uuid"), null, data.get("computerName"));
        if (device == null) {
            throw record.get("agentId").unexpected("the id of an agent");
        }
        Entity by = new Names()
                .add(
                        IdentifierKind.USER_LOGIN,
                        agents.books() + ":console",
                        data.get("username").text(),
                        Strength.MEDIUM)
                .entity();
        SignalSource source = arrival.source(
                Agents.VENDOR, FAMILY, type.toString(), record.get("id").requireId(), null);
        return new Mapped.Signals(List.of(
                SignalDraft.of(EventTime.of(EventTime.requireIso(record.get("createdAt")), null, arrival.at()), source)
                        .by(by == null ? InitiatingEntity.POLICY : InitiatingEntity.ADMIN, by)
                        .device(device)
                        .signal(
                                SignalType.DEVICE_ISOLATION_CHANGED,
                                new DeviceFacts(null, type == DISCONNECTED, null, null),
                                0)));
    }
}
