// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import io.tocsin.transmitter.subject.index.Terms;

/**
 * Which subject a receiver adds or removes (SSF 1.0 §8.1.3.2, §8.1.3.3).
 *
 * @param verified true if not said
 */
public record SubjectRequest(String streamId, Subject subject, boolean verified) {
    private static final int MOST_MEMBERS = 8;

    /** Throws {@link RejectedException} for a member of a wrong type or value. */
    public static SubjectRequest read(RequestJson json) {
        return new SubjectRequest(json.requiredText("stream_id"), subject(json), json.flag("verified", true));
    }

    Terms terms() {
        return Terms.of(subject);
    }

    /** Is it the subject that stands for the stream itself (SSF 1.0 §8.1.3.3)? */
    boolean isTheStreamItself() {
        return subject instanceof SimpleSubject.Opaque opaque && opaque.id().equals(streamId);
    }

    private static Subject subject(RequestJson json) {
        JsonNode sent = json.member("subject");
        if (sent == null || sent.isNull()) {
            throw RejectedException.invalid("subject is missing, expected a subject identifier");
        }
        Subject subject;
        try {
            subject = SubjectJson.read(sent, "subject");
        } catch (MalformedException e) {
            RejectedException rejected = RejectedException.invalid(String.valueOf(e.getMessage()));
            rejected.addSuppressed(e);
            throw rejected;
        }
        requireComparable(subject);
        return subject;
    }

    private static void requireComparable(Subject subject) {
        if (subject instanceof ComplexSubject complex && complex.members().size() > MOST_MEMBERS) {
            throw RejectedException.invalid(
                    "subject has " + complex.members().size() + " members, expected at most " + MOST_MEMBERS);
        }
        if (Terms.of(subject).combinations() > Terms.MOST_COMBINATIONS) {
            throw RejectedException.invalid("subject has aliases that can be combined in more than "
                    + Terms.MOST_COMBINATIONS + " ways, expected fewer identifiers");
        }
    }
}
