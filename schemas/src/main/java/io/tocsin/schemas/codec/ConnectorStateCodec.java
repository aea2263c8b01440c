// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.ConnectorStateRecord;
import io.tocsin.schemas.avro.OrderRecord;
import io.tocsin.schemas.avro.PositionRecord;
import io.tocsin.schemas.avro.RowRecord;
import io.tocsin.schemas.avro.SeenRecord;
import io.tocsin.schemas.avro.TroubleRecord;
import io.tocsin.schemas.avro.TroubleSymbol;
import io.tocsin.schemas.connector.ConnectorState;
import io.tocsin.schemas.connector.ConnectorState.Order;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.ConnectorState.Row;
import io.tocsin.schemas.connector.ConnectorState.Seen;
import io.tocsin.schemas.connector.Trouble;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@link ConnectorState}. */
public final class ConnectorStateCodec {
    private static final Symbols<Trouble.Kind, TroubleSymbol> KINDS =
            Symbols.of(Trouble.Kind.class, TroubleSymbol.class);

    private ConnectorStateCodec() {}

    public static ConnectorStateRecord toAvro(ConnectorState state) {
        Instant at = state.at();
        return switch (state) {
            case Position position -> new ConnectorStateRecord(at, write(position), null, null, null);
            case Seen seen ->
                new ConnectorStateRecord(
                        at, null, new SeenRecord(seen.newest(), ByteBuffer.wrap(seen.keys())), null, null);
            case Row row -> new ConnectorStateRecord(at, null, null, new RowRecord(row.pass(), row.content()), null);
            case Order order ->
                new ConnectorStateRecord(
                        at,
                        null,
                        null,
                        null,
                        new OrderRecord(order.paused(), order.resync(), order.wake(), order.by()));
        };
    }

    public static ConnectorState fromAvro(ConnectorStateRecord avro) {
        if (avro.getPosition() != null) {
            return read(avro.getAt(), avro.getPosition());
        }
        if (avro.getSeen() != null) {
            ByteBuffer keys = avro.getSeen().getKeys();
            byte[] bytes = new byte[keys.remaining()];
            keys.duplicate().get(bytes);
            return new Seen(avro.getAt(), avro.getSeen().getNewest(), bytes);
        }
        if (avro.getRow() != null) {
            return new Row(avro.getAt(), avro.getRow().getPass(), avro.getRow().getContent());
        }
        OrderRecord order = avro.getOrder();
        if (order != null) {
            return new Order(avro.getAt(), order.getPaused(), order.getResync(), order.getWake(), order.getBy());
        }
        throw new MalformedException("connector state: found none of position, seen, row and order; was it written by"
                + " a newer version?");
    }

    private static PositionRecord write(Position position) {
        return new PositionRecord(
                position.cursor(),
                position.until(),
                position.passes(),
                position.segments(),
                position.newest(),
                position.answered(),
                position.notBefore(),
                position.resync(),
                write(position.trouble()));
    }

    private static @Nullable TroubleRecord write(@Nullable Trouble trouble) {
        return trouble == null
                ? null
                : new TroubleRecord(KINDS.write(trouble.kind()), trouble.detail(), trouble.times(), trouble.since());
    }

    private static Position read(Instant at, PositionRecord avro) {
        TroubleRecord trouble = avro.getTrouble();
        return new Position(
                at,
                avro.getCursor(),
                avro.getUntil(),
                avro.getPasses(),
                avro.getSegments(),
                avro.getNewest(),
                avro.getAnswered(),
                avro.getNotBefore(),
                avro.getResync(),
                trouble == null
                        ? null
                        : new Trouble(
                                KINDS.read(trouble.getKind()),
                                trouble.getDetail(),
                                trouble.getTimes(),
                                trouble.getSince()));
    }
}
