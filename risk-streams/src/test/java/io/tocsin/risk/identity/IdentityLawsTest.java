// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for any signals whatever; the seed is the parameter.
 *
 * <p>In another order the same names end up together as long as only strong names join them, none of them is demoted
 * and none is given up. The rest depends on order, and must: a pair counts what was seen within a day of it, a demotion
 * leaves together what had been joined before it, a guess is about who is known by then, and an operator speaks about
 * what there is. Which of a group's ids survives depends on which was heard of first, so groups are compared by names.
 */
class IdentityLawsTest {
    /** Short enough for sessions to time out, to be forgotten, and for parked signals to expire, within a test. */
    private static final IdentityConfig SHORT =
            new IdentityConfig(Duration.ofMinutes(20), Duration.ofMinutes(15), Duration.ofMinutes(10), 50);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSameSignalsInTheSameOrderGiveTheSameByteForByte(long seed) {
        List<Signal> heard = Company.signals(new Random(seed), 200);
        try (Stage one = new Stage(SHORT).hear(heard);
                Stage other = new Stage(SHORT).hear(heard)) {
            assertThat(other.state()).isEqualTo(one.state());
            assertThat(other.everything()).isEqualTo(one.everything());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void hearingTheLastOfItAgainChangesNothing(long seed) {
        List<Signal> heard = Company.signals(new Random(seed), 200);
        List<Signal> last = heard.subList(196, 200);
        try (Stage stage = new Stage().hear(heard)) {
            var state = stage.state();
            assertThat(stage.hear(last).state()).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void duplicatesOnTheWayMakeNoOtherPrincipals(long seed) {
        Random random = new Random(seed);
        List<Signal> once = Company.signals(random, 200);
        List<Signal> twice = new ArrayList<>();
        for (Signal signal : once) {
            twice.add(signal);
            if (random.nextInt(3) == 0) {
                twice.add(twice.get(twice.size() - 1 - random.nextInt(Math.min(10, twice.size()))));
            }
        }
        try (Stage plain = new Stage().hear(once);
                Stage noisy = new Stage().hear(twice)) {
            assertThat(groups(noisy, twice)).isEqualTo(groups(plain, once));
            assertThat(noisy.deadLetters()).isEqualTo(plain.deadLetters());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void inAnotherOrderStrongNamesEndUpTogetherJustTheSame(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = Company.strong(random, 150);
        List<Signal> shuffled = new ArrayList<>(heard);
        Collections.shuffle(shuffled, random);
        try (Stage one = new Stage().hear(heard);
                Stage other = new Stage().hear(shuffled)) {
            assertThat(groups(other, heard)).isEqualTo(groups(one, heard));
            assertThat(over(other)).isEqualTo(over(one));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46})
    void noNameOfOneTenantEverLeadsToAnother(long seed) {
        List<Signal> heard = Company.signals(new Random(seed), 100);
        List<Signal> both = new ArrayList<>();
        for (Signal signal : heard) {
            both.add(signal);
            both.add(Company.inTenant("globex", signal));
        }
        try (Stage alone = new Stage(SHORT).hear(heard);
                Stage mixed = new Stage(SHORT).hear(both)) {
            assertThat(mixed.resolved())
                    .allSatisfy(r -> assertThat(r.key.tenant())
                            .isEqualTo(r.value.source().tenant()));
            Map<String, String> ours = new TreeMap<>(mixed.state());
            ours.keySet().removeIf(key -> key.contains("globex"));
            Map<String, String> alones = new TreeMap<>(alone.state());
            alones.keySet().removeIf(key -> key.startsWith("news/"));
            ours.keySet().removeIf(key -> key.startsWith("news/"));
            assertThat(ours).isEqualTo(alones);
        }
    }

    /**
     * The stores have a changelog each: a crash keeps some of their writes, and everything since a commit is read
     * again.
     */
    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53, 54, 55, 56, 57, 58, 59, 60})
    void aCrashBetweenAnyTwoWritesEndsWhereAnUndisturbedRunEnds(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = Company.signals(random, 120);
        int committed = random.nextInt(heard.size() - 20);
        int crash = committed + 1 + random.nextInt(12);
        try (Stage undisturbed = new Stage().hear(heard)) {
            Told heardAll = told(undisturbed);
            Map<String, String> state = undisturbed.state();
            Map<String, Stage> survivors = new HashMap<>();
            List<Stage> stages = new ArrayList<>();
            for (String store : Stage.STORES) {
                Stage upTo = new Stage().hear(heard.subList(0, committed + random.nextInt(crash - committed + 1)));
                stages.add(upTo);
                survivors.put(store, upTo);
            }
            try (Stage before = new Stage().hear(heard.subList(0, committed));
                    Stage after = before.crash(survivors)) {
                after.hear(heard.subList(committed, heard.size()));
                assertThat(heardAll.without(told(before), told(after)))
                        .as("crash at %d, committed %d: not told", crash, committed)
                        .isEmpty();
                assertThat(names(after.state())).isEqualTo(names(state));
            } finally {
                stages.forEach(Stage::close);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74, 75, 76})
    void aCrashThatKeepsAllStateLosesNothingEvenWhenTimeRunsOut(long seed) {
        Random random = new Random(seed);
        List<Signal> heard = Company.signals(random, 150);
        int crash = 50 + random.nextInt(90);
        int committed = crash - 1 - random.nextInt(3);
        try (Stage undisturbed = new Stage(SHORT).hear(heard);
                Stage before = new Stage(SHORT).hear(heard.subList(0, committed))) {
            Told earlier = told(before);
            int letters = before.deadLetters().size();
            before.hear(heard.subList(committed, crash));
            try (Stage after = before.crash().hear(heard.subList(committed, heard.size()))) {
                assertThat(told(undisturbed).without(earlier, told(after)))
                        .as("crash at %d, committed %d: not told", crash, committed)
                        .isEmpty();
                assertThat(letters + after.deadLetters().size())
                        .isGreaterThanOrEqualTo(undisturbed.deadLetters().size());
                assertThat(after.state("principals")).isEqualTo(undisturbed.state("principals"));
            }
        }
    }

    private static Told told(Stage stage) {
        return new Told(stage.resolved());
    }

    /** Whom a stage told what, whatever else there was in the copies. */
    private record Told(List<KeyValue<CanonicalId, Signal>> copies) {
        /** What others did not tell; to whom somebody was merged later may have been told in that one's place. */
        Set<String> without(Told... others) {
            Map<CanonicalId, CanonicalId> merged = new HashMap<>();
            copies.stream()
                    .map(copy -> copy.value.payload())
                    .filter(SignalPayload.Merge.class::isInstance)
                    .map(SignalPayload.Merge.class::cast)
                    .forEach(merge -> merged.put(merge.absorbed(), merge.surviving()));
            Set<String> missing = lines(merged);
            for (Told other : others) {
                missing.removeAll(other.lines(merged));
            }
            return missing;
        }

        private Set<String> lines(Map<CanonicalId, CanonicalId> merged) {
            Set<String> lines = new TreeSet<>();
            for (KeyValue<CanonicalId, Signal> copy : copies) {
                CanonicalId to = copy.key;
                while (merged.containsKey(to)) {
                    to = merged.get(to);
                }
                lines.add(to.text() + " " + copy.value.type() + " " + copy.value.id());
            }
            return lines;
        }
    }

    /** Which names there are, and which principals; without what is only ever told again. */
    private static Set<String> names(Map<String, String> state) {
        Set<String> names = new TreeSet<>(state.keySet());
        names.removeIf(key -> key.startsWith("news/") || key.contains("|d|") || key.contains("/!"));
        return names;
    }

    /** The sessions that are over, by whatever told so. */
    private static Set<CanonicalId> over(Stage stage) {
        Set<CanonicalId> over = new TreeSet<>(java.util.Comparator.comparing(CanonicalId::text));
        for (int i = 0; i < 12; i++) {
            Signal probe = Heard.a(SignalType.SESSION_CONTEXT_CHANGED, 500)
                    .in(Heard.session("session-" + i))
                    .signal();
            stage.resolved();
            stage.hear(probe);
            var told = stage.resolved();
            if (told.size() == 1) {
                over.add(told.getFirst().key);
            }
        }
        return over;
    }

    /** Which names lead to the same principal, as every strong name tells when it is asked in the end. */
    private static Set<Set<String>> groups(Stage stage, List<Signal> heard) {
        Map<String, Identifier> names = new LinkedHashMap<>();
        for (Signal signal : heard) {
            if (signal.device() != null) {
                signal.device().identifiers().forEach(name -> names.put(name.kind() + name.value(), name));
            }
            if (signal.user() != null) {
                signal.user().identifiers().forEach(name -> names.put(name.kind() + name.value(), name));
            }
        }
        Map<CanonicalId, Set<String>> groups = new HashMap<>();
        names.forEach((text, name) -> {
            boolean device = name.kind().name().startsWith("DEVICE");
            Signal probe = device ? Heard.seen(500, name) : Heard.active(500, name);
            stage.resolved();
            stage.hear(probe);
            for (CanonicalId id : stage.told(device ? PrincipalKind.DEVICE : PrincipalKind.USER)) {
                groups.computeIfAbsent(id, key -> new TreeSet<>()).add(text);
            }
        });
        return new LinkedHashSet<>(groups.values());
    }
}
