// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.subject.SubjectFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final SimpleSubject U = new SimpleSubject.Opaque("U");
    private static final SimpleSubject D = new SimpleSubject.Opaque("D");

    private final SubjectIndex index = new SubjectIndex(new Rules(Duration.ofHours(24), false, false));

    @Test
    @Requirement({"SSF-8.1.3.1-4", "SSF-8.1.3.1-3"})
    void theExamplesOfTheStandard() {
        add("tenant", complex(Map.of("tenant", new SimpleSubject.Opaque("A"))));
        add("both", complex(Map.of("user", U, "device", D)));
        add("grouped", complex(Map.of("user", U, "group", new SimpleSubject.Opaque("G1"))));

        assertThat(find(complex(
                        Map.of("tenant", new SimpleSubject.Opaque("A"), "user", new SimpleSubject.Opaque("X")))))
                .containsExactly("tenant");
        assertThat(find(complex(Map.of("user", U)))).containsExactlyInAnyOrder("tenant", "both", "grouped");
        assertThat(find(complex(Map.of("user", U, "group", new SimpleSubject.Opaque("G2")))))
                .doesNotContain("grouped");
    }

    @Test
    @Requirement({"A-17", "SSF-8.1.3.1-2"})
    void simpleSubjectsMatchIfExactlyIdentical() {
        add("s", new SimpleSubject.Email("Alice@example.org"));

        assertThat(find(new SimpleSubject.Email("Alice@example.org"))).containsExactly("s");
        assertThat(find(new SimpleSubject.Email("alice@example.org"))).isEmpty();
        assertThat(find(new SimpleSubject.Uri("Alice@example.org"))).isEmpty();
        assertThat(find(complex(Map.of("user", new SimpleSubject.Email("Alice@example.org")))))
                .as("a simple subject matches no complex one")
                .isEmpty();
    }

    @Test
    @Requirement("A-17")
    void theOrderOfMembersIsNoDifference() {
        var one = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2);
        var other = JsonNodeFactory.instance.objectNode().put("b", 2).put("a", 1);
        SubjectFormat format = new SubjectFormat("x-ours");

        assertThat(SubjectHash.of(new SimpleSubject.UnknownFormat(format, new Members(Map.of("m", one)))))
                .isEqualTo(SubjectHash.of(new SimpleSubject.UnknownFormat(format, new Members(Map.of("m", other)))));
    }

    @Test
    @Requirement("A-43")
    void removingAUserWithADeviceDoesNotSilenceTheUser() {
        exclude("s", complex(Map.of("user", U, "device", D)));

        Instant later = NOW.plus(Duration.ofHours(24));
        assertThat(index.excluding("t", Terms.of(complex(Map.of("user", U))), later))
                .isEmpty();
        assertThat(index.excluding("t", Terms.of(complex(Map.of("user", U, "device", D, "session", U))), later))
                .containsExactly("s");
    }

    @Test
    @Requirement({"A-23", "SSF-9.3-1"})
    void aRemovedSubjectsEventsGoOnForTheTimeOfGrace() {
        index.put(new StreamSubject("t", "s", U, SubjectMembership.INCLUDED, true, NOW));
        exclude("all", D);

        Instant before = NOW.plus(Duration.ofHours(24)).minusMillis(1);
        Instant after = NOW.plus(Duration.ofHours(24));
        assertThat(index.including("t", Terms.of(U), before)).containsExactly("s");
        assertThat(index.including("t", Terms.of(U), after)).isEmpty();
        assertThat(index.excluding("t", Terms.of(D), before)).isEmpty();
        assertThat(index.excluding("t", Terms.of(D), after)).containsExactly("all");
        assertThat(index.gone(before)).isEmpty();
        assertThat(index.gone(after)).containsExactly(new SubjectIndex.Place("s", SubjectHash.of(U)));
    }

    @Test
    @Requirement({"A-18", "SSF-8.1.3.1-5", "SEC-5"})
    void noWildcardReachesAnotherTenant() {
        add("s", complex(Map.of("tenant", new SimpleSubject.Opaque("A"))));

        assertThat(find(complex(Map.of("user", U))))
                .as("disjoint subjects match")
                .containsExactly("s");
        assertThat(index.including("other", Terms.of(complex(Map.of("user", U))), NOW))
                .isEmpty();
    }

    @Test
    void manyStreamsMayHaveOneSubjectAndOneStreamMany() {
        for (int i = 0; i < 100; i++) {
            add("s" + i, U);
            add("one", new SimpleSubject.Opaque("o" + i));
            add("one", complex(Map.of("tenant", D, "user", new SimpleSubject.Opaque("o" + i))));
        }

        assertThat(find(U)).hasSize(100);
        assertThat(find(complex(Map.of("tenant", D)))).containsExactly("one");
        assertThat(index.size("one")).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            index.remove(new SubjectIndex.Place("s" + i, SubjectHash.of(U)));
        }
        assertThat(find(U)).isEmpty();
        assertThat(index.size()).isEqualTo(200);
    }

    @Test
    void aHashIsReadAsItIsWritten() {
        SubjectHash hash = SubjectHash.of(U);

        assertThat(SubjectHash.parse(hash.text())).isEqualTo(hash);
        assertThat(hash.text()).hasSize(22);
    }

    private void add(String stream, Subject subject) {
        index.put(new StreamSubject("t", stream, subject, SubjectMembership.INCLUDED, true, null));
    }

    private void exclude(String stream, Subject subject) {
        index.put(new StreamSubject("t", stream, subject, SubjectMembership.EXCLUDED, true, NOW));
    }

    private java.util.Set<String> find(Subject event) {
        return index.including("t", Terms.of(event), NOW);
    }

    private static ComplexSubject complex(Map<String, SimpleSubject> members) {
        return new ComplexSubject(members);
    }
}
