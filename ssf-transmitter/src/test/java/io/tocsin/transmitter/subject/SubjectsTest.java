// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.Rejection;
import io.tocsin.transmitter.request.RequestJson;
import io.tocsin.transmitter.stream.StreamFixture;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.subject.index.SubjectIndex.Place;
import io.tocsin.transmitter.subject.index.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    private static final String ALICE = "{\"format\":\"email\",\"email\":\"alice@example.org\"}";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));
    private final SubjectsConfig config = new SubjectsConfig(null, 3, 4, 2, null, null);
    private final SubjectIndex index = Subjects.index(config);
    private final List<@Nullable StreamSubject> written = new ArrayList<>();
    private final Subjects subjects = new Subjects(index, this::write, config, now::get);

    @ParameterizedTest
    @EnumSource
    @Requirement({"SSF-8.1.3.2-7", "SSF-8.1.3.3-3", "SSF-9.1-1", "A-43"})
    void everyRequestWritesOneRecordWhetherOrNotItChangesAnything(DefaultSubjects defaults) {
        StreamRegistration stream = stream("s", defaults);

        remove(stream, ALICE);
        add(stream, ALICE);
        add(stream, ALICE);
        remove(stream, ALICE);
        remove(stream, ALICE);

        assertThat(written).hasSize(5);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    @Requirement({"SSF-7.1-9", "A-43", "A-23"})
    void aStreamAboutEverybodyRemembersWhoIsRemovedAndForgetsItWhenTheyAreAdded() {
        StreamRegistration stream = stream("s", DefaultSubjects.ALL);

        remove(stream, ALICE);
        assertThat(excluded(ALICE)).as("grace").isFalse();
        pass(Duration.ofHours(24));
        assertThat(excluded(ALICE)).isTrue();
        add(stream, ALICE);

        assertThat(excluded(ALICE)).isFalse();
        assertThat(index.size()).isZero();
    }

    @Test
    @Requirement({"SSF-7.1-9", "A-23"})
    void aStreamAboutNobodyIsAboutWhoIsAddedUntilTheGraceOfTheirRemovalIsOver() {
        StreamRegistration stream = stream("s", DefaultSubjects.NONE);

        add(stream, ALICE);
        assertThat(included(ALICE)).isTrue();
        remove(stream, ALICE);
        pass(Duration.ofHours(23));
        assertThat(included(ALICE)).isTrue();
        remove(stream, ALICE);
        pass(Duration.ofHours(1));

        assertThat(included(ALICE)).as("removing again does not prolong it").isFalse();
        add(stream, ALICE);
        assertThat(included(ALICE)).isTrue();
    }

    @Test
    @Requirement("SSF-8.1.3.2-2")
    void aSubjectOfWhichNothingIsSaidIsVerified() {
        String asked = "{\"stream_id\":\"s\",\"subject\":" + ALICE;

        assertThat(SubjectRequest.read(RequestJson.parse((asked + "}").getBytes(UTF_8)))
                        .verified())
                .isTrue();
        assertThat(SubjectRequest.read(RequestJson.parse((asked + ",\"verified\":false}").getBytes(UTF_8)))
                        .verified())
                .isFalse();
        add(stream("s", DefaultSubjects.NONE), ALICE);
        assertThat(written).last().satisfies(said -> assertThat(said.verified()).isTrue());
    }

    @Test
    @Requirement({"A-43", "SSF-8.1.3.3-3"})
    void onlyTheVerySubjectThatWasAddedIsRemoved() {
        StreamRegistration stream = stream("s", DefaultSubjects.NONE);
        add(stream, "{\"format\":\"complex\",\"user\":" + ALICE + "}");

        remove(stream, ALICE);
        remove(
                stream,
                "{\"format\":\"complex\",\"user\":" + ALICE + ",\"device\":{\"format\":\"opaque\",\"id\":\"d\"}}");
        pass(Duration.ofDays(2));

        assertThat(included("{\"format\":\"complex\",\"user\":" + ALICE + "}")).isTrue();
    }

    @Test
    @Requirement({"SSF-8.1.3.3-4", "A-22"})
    void theStreamItselfCannotBeRemoved() {
        StreamRegistration stream = stream("s", DefaultSubjects.ALL);

        assertThatThrownBy(() -> remove(stream, "{\"format\":\"opaque\",\"id\":\"s\"}"))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Invalid.class));
        add(stream, "{\"format\":\"opaque\",\"id\":\"s\"}");
        remove(stream, "{\"format\":\"opaque\",\"id\":\"another\"}");
    }

    @Test
    @Requirement({"SSF-8.1.3.2-5", "SEC-6"})
    void aStreamAndAllStreamsHaveRoomForSoManyOnly() {
        StreamRegistration one = stream("one", DefaultSubjects.NONE);
        for (int i = 0; i < 3; i++) {
            add(one, opaque("o" + i));
        }
        assertThatThrownBy(() -> add(one, opaque("o3")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Forbidden.class));
        add(one, opaque("o2"));
        add(stream("two", DefaultSubjects.NONE), opaque("o0"));

        assertThatThrownBy(() -> add(stream("three", DefaultSubjects.NONE), opaque("o0")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection()).isInstanceOf(Rejection.Unavailable.class));
    }

    @Test
    @Requirement({"SSF-8.1.3.2-5", "SSF-8.1.3.3-3", "A-46"})
    void tooManyChangesInShortTimeAreToldWhenToComeBack() {
        StreamRegistration stream = stream("s", DefaultSubjects.NONE);
        for (int i = 0; i < 20; i++) {
            add(stream, ALICE);
        }

        assertThatThrownBy(() -> remove(stream, ALICE))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.rejection())
                                .isEqualTo(new Rejection.TooManyRequests(Duration.ofMillis(500))));
        add(stream("other", DefaultSubjects.NONE), ALICE);
        pass(Duration.ofMillis(500));
        remove(stream, ALICE);
    }

    @Test
    void whatMeansNothingAnyMoreIsClearedAway() {
        StreamFixture registry = new StreamFixture();
        StreamRegistration kept = stream("kept", DefaultSubjects.NONE);
        registry.put(kept);
        add(kept, ALICE);
        add(kept, opaque("o"));
        remove(kept, opaque("o"));
        add(stream("deleted", DefaultSubjects.NONE), ALICE);
        SubjectUpkeep upkeep = new SubjectUpkeep(index, registry.index(), this::write, streamId -> true, now::get);

        upkeep.run().join();
        assertThat(index.size()).as("missed once only, and in grace").isEqualTo(3);
        pass(Duration.ofHours(24));
        upkeep.run().join();

        assertThat(index.size()).isEqualTo(1);
        assertThat(included(ALICE)).isTrue();
        assertThat(index.streamIds()).containsExactly("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"stream_id\":\"s\"}",
                "{\"stream_id\":\"s\",\"subject\":null}",
                "{\"stream_id\":\"s\",\"subject\":\"alice\"}",
                "{\"stream_id\":\"s\",\"subject\":{}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"complex\"}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"email\"}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"email\",\"email\":\"\"}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"email\",\"email\":7}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"aliases\",\"identifiers\":[]}}",
                "{\"stream_id\":\"s\",\"sub_id\":{\"format\":\"opaque\",\"id\":\"x\"}}",
                "{\"stream_id\":\"s\",\"subject\":{\"format\":\"opaque\",\"id\":\"x\"},\"verified\":\"yes\"}",
                "{\"subject\":{\"format\":\"opaque\",\"id\":\"x\"}}"
            })
    @Requirement({"SSF-8.1.3.2-5", "SSF-8.1.3.3-3", "A-18", "SUBID-3.2-1", "SUBID-3.2.8-1", "SSF-3.3-1"})
    void whatIsNoSubjectIsRejectedWithWhatWasExpected(String body) {
        assertThatThrownBy(() -> SubjectRequest.read(RequestJson.parse(body.getBytes(UTF_8))))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("expected");
    }

    private CompletableFuture<Void> write(Place place, @Nullable StreamSubject said) {
        written.add(said);
        if (said == null) {
            index.remove(place);
        } else {
            index.put(said);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private void add(StreamRegistration stream, String subject) {
        subjects.add(stream, request(stream, subject)).join();
    }

    private void remove(StreamRegistration stream, String subject) {
        subjects.remove(stream, request(stream, subject)).join();
    }

    private boolean included(String subject) {
        return !index.including("acme", terms(subject), now.get()).isEmpty();
    }

    private boolean excluded(String subject) {
        return !index.excluding("acme", terms(subject), now.get()).isEmpty();
    }

    private static Terms terms(String subject) {
        return request(stream("s", DefaultSubjects.ALL), subject).terms();
    }

    private static SubjectRequest request(StreamRegistration stream, String subject) {
        String body = "{\"stream_id\":\"" + stream.streamId() + "\",\"subject\":" + subject + "}";
        return SubjectRequest.read(RequestJson.parse(body.getBytes(UTF_8)));
    }

    private static String opaque(String id) {
        return "{\"format\":\"opaque\",\"id\":\"" + id + "\"}";
    }

    private static StreamRegistration stream(String streamId, DefaultSubjects defaults) {
        return Sets.about(Sets.polled(streamId, "acme"), defaults);
    }
}
