// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.json.SubjectJson;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of SSF 1.0 §8.1.3.1 and our choices, word by word, without any index. */
final class NaiveMatcher {
    private final Rules rules;
    private final Map<List<Object>, StreamSubject> said = new LinkedHashMap<>();

    NaiveMatcher(Rules rules) {
        this.rules = rules;
    }

    void put(StreamSubject subject) {
        said.put(List.of(subject.streamId(), SubjectJson.write(subject.subject())), subject);
    }

    void remove(String streamId, Subject subject) {
        said.remove(List.of(streamId, SubjectJson.write(subject)));
    }

    int size() {
        return said.size();
    }

    Set<String> including(String tenant, Subject event, Instant now) {
        Set<String> streams = new HashSet<>();
        for (StreamSubject subject : said.values()) {
            boolean counts = subject.membership() == SubjectMembership.INCLUDED
                    && (subject.verified() || !rules.withholdUnverified())
                    && (subject.removed() == null
                            || now.isBefore(subject.removed().plus(rules.removalGrace())));
            if (counts && subject.tenant().equals(tenant) && matches(subject.subject(), event)) {
                streams.add(subject.streamId());
            }
        }
        return streams;
    }

    Set<String> excluding(String tenant, Subject event, Instant now) {
        Set<String> streams = new HashSet<>();
        for (StreamSubject subject : said.values()) {
            boolean counts = switch (subject.membership()) {
                case INCLUDED -> !subject.verified() && rules.withholdUnverified();
                case EXCLUDED ->
                    subject.removed() != null && !now.isBefore(subject.removed().plus(rules.removalGrace()));
            };
            if (counts && subject.tenant().equals(tenant) && contained(subject.subject(), event)) {
                streams.add(subject.streamId());
            }
        }
        return streams;
    }

    private static boolean matches(Subject added, Subject event) {
        if (added instanceof SimpleSubject one && event instanceof SimpleSubject other) {
            return alike(one, other);
        }
        if (added instanceof ComplexSubject one && event instanceof ComplexSubject other) {
            Set<String> names = new TreeSet<>(one.members().keySet());
            names.addAll(other.members().keySet());
            return names.stream()
                    .allMatch(name -> one.member(name).isEmpty()
                            || other.member(name).isEmpty()
                            || alike(one.member(name).get(), other.member(name).get()));
        }
        return false;
    }

    private static boolean contained(Subject removed, Subject event) {
        if (removed instanceof SimpleSubject one && event instanceof SimpleSubject other) {
            return alike(one, other);
        }
        return removed instanceof ComplexSubject one
                && event instanceof ComplexSubject other
                && one.members().entrySet().stream()
                        .allMatch(member -> other.member(member.getKey())
                                .filter(value -> alike(member.getValue(), value))
                                .isPresent());
    }

    private static boolean alike(SimpleSubject one, SimpleSubject other) {
        Set<SimpleSubject> common = identifiers(one);
        common.retainAll(identifiers(other));
        return !common.isEmpty();
    }

    private static Set<SimpleSubject> identifiers(SimpleSubject subject) {
        return subject instanceof SimpleSubject.Aliases aliases
                ? new HashSet<>(aliases.identifiers())
                : new HashSet<>(Set.of(subject));
    }
}
