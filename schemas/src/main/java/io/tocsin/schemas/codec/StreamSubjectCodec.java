// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.StreamSubjectRecord;
import io.tocsin.schemas.avro.SubjectMembershipSymbol;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;

/** {@link StreamSubject}. */
public final class StreamSubjectCodec {
    private static final Symbols<SubjectMembership, SubjectMembershipSymbol> MEMBERSHIP =
            Symbols.of(SubjectMembership.class, SubjectMembershipSymbol.class);

    private StreamSubjectCodec() {}

    public static StreamSubjectRecord toAvro(StreamSubject subject) {
        return new StreamSubjectRecord(
                subject.tenant(),
                subject.streamId(),
                Json.write(SubjectJson.write(subject.subject())),
                MEMBERSHIP.write(subject.membership()),
                subject.verified(),
                subject.removed());
    }

    public static StreamSubject fromAvro(StreamSubjectRecord avro) {
        return new StreamSubject(
                avro.getTenant(),
                avro.getStreamId(),
                SubjectJson.read(Json.parse(avro.getSubject())),
                MEMBERSHIP.read(avro.getMembership()),
                avro.getVerified(),
                avro.getRemoved());
    }
}
