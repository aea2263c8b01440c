// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.rig.MovableClock;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.Email;
import io.tocsin.schemas.subject.SimpleSubject.IssSub;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.Subject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is revoked, in whatever order: a revoked session never passes, and no other is stopped. */
class RevocationLawsTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final int NAMES = 6;
    private static final String HUB = "https://t.example";

    private final MovableClock clock = new MovableClock(START);
    private final Effects effects = new Effects(LIFETIME, null, Set.of());
    private final Revocations revocations = new Revocations(clock, Set.of(HUB), 100_000);

    /** A session as it is, and the truth about it: the plain reading of each SET. */
    private record Session(String id, String user, String device, Instant issuedAt) {

        boolean endedBy(Revocation revocation) {
            if (revocation.session() != null) {
                return revocation.session().equals(id);
            }
            boolean user = revocation.user() == null || revocation.user().equals(this.user);
            boolean device = revocation.device() == null || revocation.device().equals(this.device);
            return user && device && !issuedAt.isAfter(revocation.at());
        }
    }

    private record Revocation(
            @Nullable String session,
            @Nullable String user,
            @Nullable String device,
            Instant at,
            boolean sayAll) {

        Subject subject(Random random) {
            if (session != null && user == null && random.nextBoolean()) {
                return new Opaque(session);
            }
            if (session == null && device == null && user != null && !sayAll && random.nextBoolean()) {
                return userSubject();
            }
            Map<String, SimpleSubject> members = new TreeMap<>();
            if (session != null) {
                members.put(ComplexSubject.SESSION, new Opaque(session));
            } else if (sayAll) {
                members.put(ComplexSubject.SESSION, new Opaque("ALL"));
            }
            if (user != null) {
                members.put(ComplexSubject.USER, userSubject());
            }
            if (device != null) {
                members.put(ComplexSubject.DEVICE, new Opaque(device));
            }
            return new ComplexSubject(members);
        }

        private SimpleSubject userSubject() {
            String name = String.valueOf(user);
            return name.contains("@") ? new Email(name.toUpperCase(Locale.ROOT)) : new IssSub("https://i", name);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void aRevokedSessionNeverPassesAndAnUnrelatedOneAlways(long seed) {
        Random random = new Random(seed);
        List<Revocation> told = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            clock.advance(Duration.ofSeconds(random.nextInt(20)));
            if (random.nextInt(4) == 0) {
                Revocation revocation = revocation(random);
                told.add(revocation);
                effects.of(claims(revocation.subject(random), revocation.at()), clock.instant())
                        .forEach(revocations::apply);
            }
            Session session = session(random);
            boolean out = told.stream().anyMatch(session::endedBy);
            Mark mark = revocations.against(new Claimed(
                    List.of(session.id()), List.of(session.user()), List.of(session.device()), session.issuedAt()));
            assertThat(mark != null).as("seed %d, step %d", seed, step).isEqualTo(out);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 11, 17})
    void whatIsNotKnownOfARequestCountsAgainstIt(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 200; step++) {
            Revocation revocation = revocation(random);
            effects.of(claims(revocation.subject(random), revocation.at()), clock.instant())
                    .forEach(revocations::apply);
            Session session = session(random);
            Claimed all = new Claimed(
                    List.of(session.id()), List.of(session.user()), List.of(session.device()), session.issuedAt());
            Claimed noTime =
                    new Claimed(List.of(session.id()), List.of(session.user()), List.of(session.device()), null);
            if (revocations.against(all) != null) {
                assertThat(revocations.against(noTime))
                        .as("seed %d, step %d", seed, step)
                        .isNotNull();
            }
        }
    }

    @Test
    void theJournalHoldsAllThatIsKnown() {
        Random random = new Random(4711);
        for (int i = 0; i < 200; i++) {
            Revocation revocation = revocation(random);
            effects.of(claims(revocation.subject(random), revocation.at()), clock.instant())
                    .forEach(revocations::apply);
        }
        Revocations replayed = new Revocations(clock, Set.of(HUB), 100_000);
        revocations.forEach(mark -> replayed.apply(ByteBuffer.wrap(mark), 0, mark.length));

        for (int i = 0; i < 2000; i++) {
            Session s = session(random);
            Claimed who = new Claimed(List.of(s.id()), List.of(s.user()), List.of(s.device()), s.issuedAt());
            assertThat(replayed.against(who) == null).isEqualTo(revocations.against(who) == null);
        }
    }

    @Test
    void revocationsAreForgottenWhenNoSessionCanBeThatOld() {
        effects.of(claims(new Opaque("s"), START), START).forEach(revocations::apply);
        Claimed who = new Claimed(List.of("s"), List.of(), List.of(), null);
        assertThat(revocations.against(who)).isNotNull();

        clock.advance(LIFETIME);

        assertThat(revocations.against(who)).isNull();
        effects.of(claims(new Opaque("t"), clock.instant()), clock.instant()).forEach(revocations::apply);
        assertThat(revocations.size()).isEqualTo(1);
    }

    @Test
    void thereAreNeverMoreThanAllowed() {
        Revocations few = new Revocations(clock, Set.of(HUB), 100);
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofSeconds(1));
            effects.of(claims(new Opaque("s" + i), clock.instant()), clock.instant())
                    .forEach(few::apply);
            assertThat(few.size()).isLessThanOrEqualTo(100);
        }
        assertThat(few.against(new Claimed(List.of("s999"), List.of(), List.of(), null)))
                .isNotNull();
        assertThat(few.forgottenEarly()).isPositive();
    }

    @Test
    void whoIsOutIsOutAtEveryMomentWhileOthersComeAndGo() throws Exception {
        Revocations many = new Revocations(clock, Set.of(HUB), 20_000);
        Effects brief = new Effects(Duration.ofMinutes(5), null, Set.of());
        Claimed who = new Claimed(List.of("s"), List.of(), List.of(), null);
        effects.of(claims(new Opaque("s"), START), START).forEach(many::apply);
        AtomicBoolean going = new AtomicBoolean(true);
        try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
            Future<Long> missed = readers.submit(() -> {
                long times = 0;
                while (going.get()) {
                    times += many.against(who) == null ? 1 : 0;
                }
                return times;
            });
            for (int i = 0; i < 60_000; i++) {
                // grows, forgets what has ended, forgets what there is no room for, and takes the newer of two
                clock.advance(Duration.ofMillis(10));
                brief.of(claims(new Opaque("t" + i % 40_000), clock.instant()), clock.instant())
                        .forEach(many::apply);
            }
            going.set(false);
            assertThat(missed.get()).isZero();
        }
        assertThat(many.size()).isLessThanOrEqualTo(20_000);
    }

    private Revocation revocation(Random random) {
        // late events, out of order
        Instant at = clock.instant().minusSeconds(random.nextInt(600));
        String user = random.nextBoolean() ? user(random) : null;
        String device = random.nextInt(3) == 0 ? "d" + random.nextInt(NAMES) : null;
        if (random.nextInt(3) == 0 || (user == null && device == null)) {
            return new Revocation("s" + random.nextInt(2000), user, device, at, false);
        }
        return new Revocation(null, user, device, at, random.nextBoolean());
    }

    private Session session(Random random) {
        return new Session(
                "s" + random.nextInt(2000),
                user(random),
                "d" + random.nextInt(NAMES),
                clock.instant().minusSeconds(random.nextInt(1200)));
    }

    private static String user(Random random) {
        int n = random.nextInt(NAMES);
        Supplier<String> mail = () -> "u" + n + "@example.org";
        return n % 2 == 0 ? mail.get() : "u" + n;
    }

    private static SetClaims claims(Subject subject, Instant at) {
        return new SetClaims(
                HUB,
                List.of("rx"),
                at,
                "jti",
                "txn",
                null,
                subject,
                List.of(new SessionRevoked(
                        new Circumstances(at, null, LocalizedText.NONE, LocalizedText.NONE), Members.NONE)),
                Members.NONE);
    }
}
