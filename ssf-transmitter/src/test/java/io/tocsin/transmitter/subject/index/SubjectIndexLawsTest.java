// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.stream.StreamSubject;
import io.tocsin.schemas.stream.SubjectMembership;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index finds what a comparison with every subject finds, whatever is added and removed in whatever order. */
@Requirement({"SSF-8.1.3.1-2", "SSF-8.1.3.1-3", "SSF-8.1.3.1-5", "A-17", "A-18", "A-19", "A-20", "A-23", "A-43", "SEC-5"
})
class SubjectIndexLawsTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final List<String> NAMES = List.of("user", "device", "session", "tenant", "group");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void itFindsWhatComparingWithEverySubjectFinds(long seed) {
        Random random = new Random(seed);
        Rules rules = new Rules(Duration.ofHours(random.nextInt(3)), random.nextBoolean(), false);
        SubjectIndex index = new SubjectIndex(rules);
        NaiveMatcher naive = new NaiveMatcher(rules);
        List<StreamSubject> there = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            if (random.nextInt(4) > 0 || there.isEmpty()) {
                StreamSubject said = said(random, there);
                index.put(said);
                naive.put(said);
                there.add(said);
            } else {
                StreamSubject gone = there.remove(random.nextInt(there.size()));
                index.remove(new SubjectIndex.Place(gone.streamId(), SubjectHash.of(gone.subject())));
                naive.remove(gone.streamId(), gone.subject());
            }
            Subject event = subject(random);
            String tenant = tenant(random.nextInt(4));
            Instant now = START.plusSeconds(random.nextInt(4 * 3600));
            Terms terms = Terms.of(event);
            assertThat(index.including(tenant, terms, now))
                    .as("seed %d step %d: %s", seed, step, event)
                    .isEqualTo(naive.including(tenant, event, now));
            assertThat(index.excluding(tenant, terms, now))
                    .as("seed %d step %d, excluded: %s", seed, step, event)
                    .isEqualTo(naive.excluding(tenant, event, now));
            assertThat(index.size()).isEqualTo(naive.size());
        }
        for (String streamId : index.streamIds()) {
            List<SubjectIndex.Place> places = index.places(streamId);
            assertThat(places).hasSize(index.size(streamId));
            places.forEach(index::remove);
        }
        assertThat(index.size()).isZero();
        assertThat(index.streamIds()).isEmpty();
    }

    /** With the option a simple subject is a complex one with that user and nothing else. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 9, 16})
    @Requirement("A-19")
    void aSimpleSubjectCanStandForAUser(long seed) {
        Random random = new Random(seed);
        SubjectIndex index = new SubjectIndex(new Rules(Duration.ZERO, false, true));
        NaiveMatcher naive = new NaiveMatcher(new Rules(Duration.ZERO, false, false));
        for (int step = 0; step < 400; step++) {
            Subject added = subject(random);
            String stream = "s" + random.nextInt(20);
            index.put(new StreamSubject("t", stream, added, SubjectMembership.INCLUDED, true, null));
            naive.put(new StreamSubject("t", stream, asUser(added), SubjectMembership.INCLUDED, true, null));
            Subject event = subject(random);
            assertThat(index.including("t", Terms.of(event), START))
                    .as("seed %d step %d: %s", seed, step, event)
                    .isEqualTo(naive.including("t", asUser(event), START));
        }
    }

    private static Subject asUser(Subject subject) {
        return switch (subject) {
            case SimpleSubject simple -> new ComplexSubject(Map.of("user", simple));
            case ComplexSubject complex -> complex;
        };
    }

    /** Often about what is there already: that replaces it. */
    private static StreamSubject said(Random random, List<StreamSubject> there) {
        boolean again = !there.isEmpty() && random.nextInt(5) == 0;
        StreamSubject before = again ? there.get(random.nextInt(there.size())) : null;
        int stream = random.nextInt(40);
        String streamId = before == null ? "s" + stream : before.streamId();
        SubjectMembership membership = random.nextInt(3) == 0 ? SubjectMembership.EXCLUDED : SubjectMembership.INCLUDED;
        boolean removed = membership == SubjectMembership.EXCLUDED || random.nextInt(4) == 0;
        return new StreamSubject(
                before == null ? tenant(stream) : before.tenant(),
                streamId,
                before == null ? subject(random) : before.subject(),
                membership,
                random.nextInt(4) > 0,
                removed ? START.plusSeconds(random.nextInt(3600)) : null);
    }

    private static String tenant(int stream) {
        return "t" + stream % 2;
    }

    private static Subject subject(Random random) {
        if (random.nextInt(3) == 0) {
            return simple(random);
        }
        Map<String, SimpleSubject> members = new TreeMap<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            members.put(NAMES.get(random.nextInt(NAMES.size())), simple(random));
        }
        return new ComplexSubject(members);
    }

    private static SimpleSubject simple(Random random) {
        if (random.nextInt(6) > 0) {
            return identifier(random);
        }
        List<SimpleSubject> identifiers = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            identifiers.add(identifier(random));
        }
        return new SimpleSubject.Aliases(identifiers);
    }

    private static SimpleSubject identifier(Random random) {
        String name = "u" + random.nextInt(6);
        return random.nextBoolean()
                ? new SimpleSubject.Email(name + "@example.org")
                : new SimpleSubject.IssSub("https://idp.example", name);
    }
}
