// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.PolicyActionSymbol;
import io.tocsin.schemas.avro.PolicyEntryRecord;
import io.tocsin.schemas.avro.PolicyShadowRecord;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Action;
import io.tocsin.schemas.policy.PolicyEntry.Shadow;

/** {@link PolicyEntry}. */
public final class PolicyCodec {
    private static final Symbols<Action, PolicyActionSymbol> ACTION =
            Symbols.of(Action.class, PolicyActionSymbol.class);

    private PolicyCodec() {}

    public static PolicyEntryRecord toAvro(PolicyEntry entry) {
        return new PolicyEntryRecord(
                entry.id(),
                entry.number(),
                ACTION.write(entry.action()),
                entry.at(),
                entry.by(),
                entry.comment(),
                ScoringCodec.toAvro(entry.about()),
                entry.text(),
                ScoringCodec.toAvro(entry.active()),
                entry.shadows().stream()
                        .map(shadow -> new PolicyShadowRecord(ScoringCodec.toAvro(shadow.version()), shadow.since()))
                        .toList());
    }

    public static PolicyEntry fromAvro(PolicyEntryRecord avro) {
        try {
            return new PolicyEntry(
                    avro.getId(),
                    avro.getNumber(),
                    ACTION.read(avro.getAction()),
                    avro.getAt(),
                    avro.getBy(),
                    avro.getComment(),
                    ScoringCodec.fromAvro(avro.getAbout()),
                    avro.getText(),
                    ScoringCodec.fromAvro(avro.getActive()),
                    avro.getShadows().stream()
                            .map(shadow -> new Shadow(ScoringCodec.fromAvro(shadow.getVersion()), shadow.getSince()))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new MalformedException("policy entry: " + e.getMessage(), e);
        }
    }
}
