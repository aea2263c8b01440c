// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.transmitter.rig.RigCase;
import io.tocsin.transmitter.rig.TransmitterRig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adding and removing subjects (SSF 1.0 §8.1.3), on streams about everybody and about nobody. */
class SubjectsIT extends RigCase {
    private static final String ALL = TransmitterRig.PATH;
    private static final String NONE = TransmitterRig.OTHER_PATH;

    private String everybody;
    private String nobody;

    @BeforeEach
    void streams() {
        rig.deleteAll("alpha");
        everybody = rig.createPoll("alpha");
        nobody = createNone();
    }

    private String createNone() {
        return rig.post(
                        "delta",
                        NONE + "/ssf/streams",
                        "{\"events_requested\":[\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\"]}")
                .json()
                .path("stream_id")
                .asText();
    }

    @Test
    @Requirement({"SSF-7.1-8", "SSF-7.1-6", "SSF-7.1-5", "SSF-7.2.3-2", "A-24"})
    void metadataSaysWhomStreamsAreAbout() {
        JsonNode all = rig.get(null, "/.well-known/ssf-configuration" + ALL).json();
        JsonNode none = rig.get(null, "/.well-known/ssf-configuration" + NONE).json();

        assertThat(all.path("default_subjects").asText()).isEqualTo("ALL");
        assertThat(none.path("default_subjects").asText()).isEqualTo("NONE");
        assertThat(none.path("critical_subject_members"))
                .extracting(JsonNode::asText)
                .containsExactly("user");
        assertThat(all.has("critical_subject_members")).isFalse();
    }

    @Test
    @Requirement({"SSF-8.1.3.2-3", "SSF-8.1.3.3-2", "A-21", "SSF-8-5"})
    void addingAnswers200AndRemoving204BothEmpty() {
        TransmitterRig.Response added = add("delta", NONE, nobody, user("alice"));
        TransmitterRig.Response removed = remove("delta", NONE, nobody, user("alice"));

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.body()).isEmpty();
        assertThat(added.header("Content-Type")).isNull();
        assertThat(added.header("Cache-Control")).isEqualTo("no-store");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
    }

    @Test
    @Requirement({"SSF-7.1-9", "SSF-8.1.3.1-1", "SSF-9.2-1"})
    void aStreamAboutNobodyGetsEventsOfWhoIsAddedFromThenOn() {
        String witness = createNone();
        for (String name : new String[] {"alice", "bob"}) {
            add("delta", NONE, witness, user(name));
        }

        rig.emit("n1-" + nobody, "delta", "alice");
        awaitSets("delta", NONE, witness, 1);
        add("delta", NONE, nobody, user("alice"));
        rig.emit("n2-" + nobody, "delta", "alice");
        rig.emit("n3-" + nobody, "delta", "bob");
        awaitSets("delta", NONE, witness, 3);
        remove("delta", NONE, nobody, user("alice"));
        rig.emit("n4-" + nobody, "delta", "alice");
        awaitSets("delta", NONE, witness, 4);

        // alice's second and no other: what the witness has, the stream would have too
        assertThat(awaitSets("delta", NONE, nobody, 1)).hasSize(1);
    }

    @Test
    @Requirement({"SSF-7.1-9", "A-43"})
    void aStreamAboutEverybodyGetsNoEventsOfWhoIsRemovedUntilTheyAreAdded() {
        String witness = rig.createPoll("alpha");

        remove("alpha", ALL, everybody, user("alice"));
        rig.emit("a1-" + everybody, "alpha", "alice");
        rig.emit("a2-" + everybody, "alpha", "bob");
        awaitSets("alpha", ALL, witness, 2);
        add("alpha", ALL, everybody, user("alice"));
        rig.emit("a3-" + everybody, "alpha", "alice");
        awaitSets("alpha", ALL, witness, 3);

        assertThat(awaitSets("alpha", ALL, everybody, 2)).hasSize(2);
    }

    @Test
    void whatWasAddedIsStillThereAfterARestart() {
        add("delta", NONE, nobody, user("alice"));

        rig.restart();
        rig.emit("r1-" + nobody, "delta", "alice");

        assertThat(awaitSets("delta", NONE, nobody, 1)).hasSize(1);
    }

    @Test
    @Requirement({"SSF-9.1-1", "SSF-8.1.3.2-6", "SSF-8.1.3.3-3"})
    void answersTellNothingOfASubject() {
        rig.emit("known-" + everybody, "alpha", "alice");

        for (String user : new String[] {"alice", "nobody-ever-heard-of"}) {
            assertThat(add("alpha", ALL, everybody, user(user)).status()).isEqualTo(200);
            assertThat(remove("alpha", ALL, everybody, user(user)).status()).isEqualTo(204);
            assertThat(remove("alpha", ALL, everybody, user(user)).status()).isEqualTo(204);
        }
    }

    @Test
    @Requirement({"SSF-8.1.3.2-5", "SEC-6"})
    void moreSubjectsThanAreAllowedAre403() {
        for (int i = 0; i < 50; i++) {
            assertThat(add("delta", NONE, nobody, user("u" + i)).status()).isEqualTo(200);
        }

        TransmitterRig.Response refused = add("delta", NONE, nobody, user("u50"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("description").asText()).contains("50 subjects");
        assertThat(add("delta", NONE, nobody, user("u49")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-           | {\"stream_id\":\"{id}\",\"subject\":{s}} | 401",
                "wrong       | not json                                 | 401",
                "alpha-reads | {\"stream_id\":\"{id}\",\"subject\":{s}} | 403",
                "alpha       | not json                                 | 400",
                "alpha       | {\"stream_id\":\"{id}\"}                 | 400",
                "alpha       | {\"stream_id\":\"{id}\",\"subject\":{}}  | 400",
                "alpha       | {\"subject\":{s}}                        | 400",
                "alpha       | {\"stream_id\":\"AAAA\",\"subject\":{s}} | 404",
                "beta        | {\"stream_id\":\"{id}\",\"subject\":{s}} | 404"
            })
    @Requirement({"SSF-8.1.3.2-5", "SSF-8.1.3.3-3", "SSF-8-4", "A-40"})
    void whoMayNotAndWhatIsWrongAreRefused(@Nullable String token, String body, int status) {
        for (String operation : new String[] {"add", "remove"}) {
            TransmitterRig.Response refused = rig.post(
                    token,
                    ALL + "/ssf/subjects:" + operation,
                    body.replace("{id}", everybody).replace("{s}", user("alice")));
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.json().path("err").asText()).isNotBlank();
        }
    }

    @Test
    @Requirement({"SSF-8.1.3.3-4", "A-22"})
    void theStreamItselfCannotBeRemoved() {
        TransmitterRig.Response refused =
                remove("alpha", ALL, everybody, "{\"format\":\"opaque\",\"id\":\"" + everybody + "\"}");

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    @Requirement({"A-22", "SSF-8.1.4-1"})
    void verificationNeverDependsOnSubjects() {
        rig.post("delta", NONE + "/ssf/verify", "{\"stream_id\":\"" + nobody + "\"}");

        assertThat(awaitSets("delta", NONE, nobody, 1)).hasSize(1);
    }

    private JsonNode awaitSets(String name, String path, String stream, int atLeast) {
        return await().until(
                        () -> rig.post(name, path + "/ssf/poll/" + stream, "{\"returnImmediately\":true}")
                                .json()
                                .path("sets"),
                        sets -> sets.size() >= atLeast);
    }

    private TransmitterRig.Response add(String name, String path, String stream, String subject) {
        return rig.post(name, path + "/ssf/subjects:add", body(stream, subject));
    }

    private TransmitterRig.Response remove(String name, String path, String stream, String subject) {
        return rig.post(name, path + "/ssf/subjects:remove", body(stream, subject));
    }

    private static String body(String stream, String subject) {
        return "{\"stream_id\":\"" + stream + "\",\"subject\":" + subject + "}";
    }

    private static String user(String sub) {
        return "{\"format\":\"iss_sub\",\"iss\":\"https://idp.example\",\"sub\":\"" + sub + "\"}";
    }
}
