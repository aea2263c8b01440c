// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.topic.DeadLetter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.deadletter.Letter;
import io.tocsin.transmitter.deadletter.Page;
import io.tocsin.transmitter.deadletter.Redrive;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.replay.Progress;
import io.tocsin.transmitter.replay.Selection;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was refused, and what was sent already, is sent once more. */
class SecondChancesIT extends RigCase {
    @BeforeEach
    void noStreams() {
        rig.deleteAll("gamma");
        rig.receiver.forgetPlans();
    }

    @Test
    @Requirement({"PUSH-4-1", "A-31"})
    void aRefusedSetIsListedWithTheReceiversWordsAndSentAgainUnderTheSameId() {
        rig.receiver.answerNext(400, "{\"err\":\"invalid_audience\",\"description\":\"not for me\"}");
        String streamId = rig.createPush("gamma", "/dead/one");
        rig.emit("dead-one-" + streamId, "gamma", "alice");

        Letter letter = await().until(() -> letters(streamId), found -> found.size() == 1)
                .getFirst();
        assertThat(letter.set()).isNotNull();
        assertThat(letter.set().err()).isEqualTo("invalid_audience");
        assertThat(letter.set().description()).isEqualTo("not for me");
        assertThat(letter.set().tenant()).isEqualTo("tenant-gamma");
        assertThat(letter.set().jti()).isEqualTo(jtis("/dead/one").getFirst());
        assertThat(letter.set().attempts()).isEqualTo(1);
        assertThat(letter.redriven()).isNull();
        assertThat(rig.transmitter().deadLetters().show(letter.id()).join()).contains(letter);

        Redrive.Outcome outcome = redrive(new Redrive.Because("invalid_audience", streamId));

        assertThat(outcome.sent()).isEqualTo(1);
        List<String> sent = await().until(() -> jtis("/dead/one"), pushes -> pushes.size() == 2);
        assertThat(new HashSet<>(sent)).hasSize(1);
        assertThat(letters(streamId))
                .singleElement()
                .satisfies(marked -> assertThat(marked.redriven()).isNotNull());
        assertThat(redrive(new Redrive.OfStream(streamId)).sent())
                .as("not once more by itself")
                .isZero();
        assertThat(redrive(new Redrive.One(letter.id())).sent())
                .as("but whoever names it means it")
                .isEqualTo(1);
    }

    @Test
    void aSetWhoseStreamIsGoneIsNotSentAgainAndTheReasonIsTold() {
        rig.receiver.answerNext(413, "");
        String streamId = rig.createPush("gamma", "/dead/gone");
        rig.emit("dead-gone-" + streamId, "gamma", "alice");
        Letter letter = await().until(() -> letters(streamId), found -> found.size() == 1)
                .getFirst();
        assertThat(letter.reason()).isEqualTo("http_413");

        rig.delete("gamma", streamId);

        assertThat(redrive(new Redrive.One(letter.id())).skipped()).containsEntry(letter.id(), "its stream is deleted");
    }

    @Test
    void aRecordThatNobodyCanReadIsSetAsideAndDoesNotHoldUpTheNext() {
        String streamId = rig.createPush("gamma", "/dead/poison");
        rig.writeRaw("outbox", streamId, "not a SET".getBytes(StandardCharsets.UTF_8));
        rig.emit("dead-poison-" + streamId, "gamma", "alice");

        await().until(() -> jtis("/dead/poison"), pushes -> pushes.size() == 1);
        List<Letter> found = await().until(
                        () -> rig.transmitter()
                                .deadLetters()
                                .list(new DeadLetters.Query(null, "not a record of this topic", null, 10))
                                .join()
                                .letters(),
                        letters -> !letters.isEmpty());
        assertThat(found.getFirst().origin()).startsWith("outbox-");
        assertThat(found.getFirst().set()).isNull();
        assertThat(redrive(new Redrive.One(found.getFirst().id()))
                        .skipped()
                        .get(found.getFirst().id()))
                .contains("still cannot be read as a record of outbox");
    }

    @Test
    void aRecordThatCanBeReadNowIsPutBackIntoItsTopic() {
        String streamId = rig.createPush("gamma", "/dead/readable");
        OutboxEntry entry = Sets.entry("readable-" + streamId, streamId, "alice");
        rig.write(
                Topics.DEAD_LETTERS,
                streamId,
                new DeadLetter(
                        "outbox-0@4711",
                        "not a record of this topic: it has a schema that this version does not know",
                        bytes(entry),
                        "application/octet-stream",
                        Instant.now()));
        rig.write(
                Topics.DEAD_LETTERS,
                streamId,
                new DeadLetter(
                        "outbox-0@4712", "not a record", new byte[0], "application/octet-stream", Instant.now()));
        rig.write(
                Topics.DEAD_LETTERS,
                "shard",
                new DeadLetter("okta", "no mapping", new byte[] {'{', '}'}, "application/json", Instant.now()));

        Redrive.Outcome outcome = redrive(new Redrive.Unread("outbox"));

        assertThat(outcome.sent()).isEqualTo(1);
        assertThat(outcome.skipped().values()).contains("it had no value, or none that could be kept");
        await().until(() -> jtis("/dead/readable"), pushes -> pushes.equals(List.of("readable-" + streamId)));
        assertThat(redrive(new Redrive.Unread("outbox")).sent())
                .as("not once more by itself")
                .isZero();
        Letter foreign =
                listed(new DeadLetters.Query(null, "no mapping", null, 1)).getFirst();
        assertThat(redrive(new Redrive.One(foreign.id())).skipped().get(foreign.id()))
                .contains("its origin, okta, has to send it again");
    }

    @Test
    void lettersAreListedPageByPageEachOnceNewestFirst() {
        String reason = "page " + Instant.now();
        Instant start = Instant.now();
        for (int i = 0; i < 25; i++) {
            // several of one moment, and over all partitions
            rig.write(
                    Topics.DEAD_LETTERS,
                    "key-" + i,
                    new DeadLetter("test", reason, new byte[] {1}, "text/plain", start.plusMillis(i / 3)));
        }

        List<Letter> all = new ArrayList<>();
        String after = null;
        int pages = 0;
        do {
            Page page = rig.transmitter()
                    .deadLetters()
                    .list(new DeadLetters.Query(null, reason, after, 10))
                    .join();
            all.addAll(page.letters());
            after = page.next();
            pages++;
            assertThat(page.olderUnlisted()).isFalse();
        } while (after != null);

        assertThat(pages).isEqualTo(3);
        assertThat(all).hasSize(25);
        assertThat(all.stream().map(Letter::id)).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo(Comparator.comparing(Letter::at).reversed());
        assertThatThrownBy(() -> listed(new DeadLetters.Query(null, null, "yesterday", 10)))
                .isInstanceOf(RejectedException.class);
    }

    private static byte[] bytes(OutboxEntry entry) {
        try (Wire wire = Wire.open(Map.of())) {
            return wire.values(Topics.OUTBOX).serializer().serialize(Topics.OUTBOX.name(), entry);
        }
    }

    private List<Letter> listed(DeadLetters.Query query) {
        return rig.transmitter().deadLetters().list(query).join().letters();
    }

    @Test
    void aReplaySendsTheSameIdsOnceAndNotWhatItWroteItself() {
        String streamId = rig.createPush("gamma", "/replay/all");
        Instant before = Instant.now();
        rig.emitMany("replay-" + streamId, "gamma", 30, 5);
        List<String> first = await().until(() -> jtis("/replay/all"), pushes -> pushes.size() == 30);

        Progress done = replayed(streamId, new Selection.Since(before));
        assertThat(done.enqueued()).isEqualTo(30);
        await().until(() -> jtis("/replay/all"), pushes -> pushes.size() == 60);
        Progress again = replayed(streamId, new Selection.Since(before));

        assertThat(again.enqueued())
                .as("each id once, though it is there twice")
                .isEqualTo(30);
        List<String> all = await().until(() -> jtis("/replay/all"), pushes -> pushes.size() == 90);
        assertThat(new HashSet<>(all)).isEqualTo(new HashSet<>(first));
    }

    @Test
    void aReplayMayBeOfOneSubjectOrOneSetOnly() {
        String streamId = rig.createPush("gamma", "/replay/some");
        rig.emitMany("some-" + streamId, "gamma", 12, 4);
        List<String> first = await().until(() -> jtis("/replay/some"), pushes -> pushes.size() == 12);

        assertThat(replayed(streamId, new Selection.About(new SimpleSubject.IssSub("https://idp.example", "user-1")))
                        .enqueued())
                .isEqualTo(3);
        assertThat(replayed(streamId, new Selection.Only(first.get(7))).enqueued())
                .isEqualTo(1);
        List<String> all = await().until(() -> jtis("/replay/some"), pushes -> pushes.size() == 16);
        assertThat(all.getLast()).isEqualTo(first.get(7));
    }

    @Test
    @Requirement("SSF-8.1.2.1-7")
    void nothingIsReplayedToADisabledStream() {
        String streamId = rig.createPush("gamma", "/replay/disabled");
        assertThat(rig.post(
                                "gamma",
                                TransmitterRig.PATH + "/ssf/status",
                                "{\"stream_id\":\"" + streamId + "\",\"status\":\"disabled\"}")
                        .status())
                .isEqualTo(200);

        assertThatThrownBy(() -> rig.transmitter().replays().start(streamId, new Selection.FromOffset(0)))
                .isInstanceOf(RejectedException.class);
    }

    private Progress replayed(String streamId, Selection selection) {
        String id = rig.transmitter().replays().start(streamId, selection).id();
        return await().until(
                        () -> rig.transmitter().replays().progress(id).orElseThrow(),
                        progress -> progress.state() == Progress.State.DONE);
    }

    private List<Letter> letters(String streamId) {
        return rig.transmitter()
                .deadLetters()
                .list(new DeadLetters.Query(streamId, null, null, 10))
                .join()
                .letters();
    }

    private Redrive.Outcome redrive(Redrive which) {
        return rig.transmitter().deadLetters().redrive(which).join();
    }

    /** The ids of what came to that path, in the order in which it came. */
    private List<String> jtis(String path) {
        return rig.receiver.pushes().stream()
                .filter(push -> push.path().equals(path))
                .map(push -> {
                    try {
                        return SignedJWT.parse(push.token()).getJWTClaimsSet().getJWTID();
                    } catch (ParseException e) {
                        throw new IllegalArgumentException(e);
                    }
                })
                .toList();
    }
}
