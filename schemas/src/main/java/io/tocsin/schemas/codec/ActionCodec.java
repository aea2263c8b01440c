// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.action.ActionReceipt;
import io.tocsin.schemas.action.ActionReceipt.Standing;
import io.tocsin.schemas.avro.ActionReceiptRecord;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import java.time.Instant;

/** {@link ActionReceipt}; the subject is JSON text inside. */
public final class ActionCodec {
    private static final String WAITING = "waiting";
    private static final String DONE = "done";
    private static final String ABSENT = "absent";
    private static final String GIVEN_UP = "given-up";

    private ActionCodec() {}

    public static ActionReceiptRecord toAvro(ActionReceipt receipt) {
        ActionReceiptRecord avro = new ActionReceiptRecord();
        avro.setId(receipt.id());
        avro.setTarget(receipt.target());
        avro.setTenant(receipt.tenant());
        avro.setEventId(receipt.eventId());
        avro.setTxn(receipt.txn());
        avro.setSubject(Json.write(SubjectJson.write(receipt.subject())));
        avro.setPartition(receipt.partition());
        avro.setHeard(receipt.heard());
        avro.setBegun(receipt.begun());
        avro.setAttempts(receipt.attempts());
        avro.setTrouble(receipt.trouble());
        switch (receipt.standing()) {
            case Standing.Waiting waiting -> avro.setStanding(WAITING);
            case Standing.Done done -> {
                avro.setStanding(DONE);
                avro.setEnded(done.at());
            }
            case Standing.Absent absent -> {
                avro.setStanding(ABSENT);
                avro.setEnded(absent.at());
            }
            case Standing.GivenUp given -> {
                avro.setStanding(GIVEN_UP);
                avro.setEnded(given.at());
            }
        }
        return avro;
    }

    public static ActionReceipt fromAvro(ActionReceiptRecord avro) {
        return new ActionReceipt(
                avro.getId(),
                avro.getTarget(),
                avro.getTenant(),
                avro.getEventId(),
                avro.getTxn(),
                SubjectJson.read(Json.parse(avro.getSubject())),
                avro.getPartition(),
                avro.getHeard(),
                avro.getBegun(),
                avro.getAttempts(),
                avro.getTrouble(),
                standing(avro));
    }

    private static Standing standing(ActionReceiptRecord avro) {
        return switch (avro.getStanding()) {
            case WAITING -> new Standing.Waiting();
            case DONE -> new Standing.Done(ended(avro));
            case ABSENT -> new Standing.Absent(ended(avro));
            case GIVEN_UP -> new Standing.GivenUp(ended(avro));
            default ->
                throw new MalformedException("ActionReceipt: found a standing that is unknown, expected waiting, done,"
                        + " absent or given-up; was it written by a newer version?");
        };
    }

    private static Instant ended(ActionReceiptRecord avro) {
        if (avro.getEnded() == null) {
            throw new MalformedException("ActionReceipt: ended is missing, expected it as the standing is final");
        }
        return avro.getEnded();
    }
}
