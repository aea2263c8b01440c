// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.policy.Policy;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskControl.Ruling;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bad feed must not sign everybody out; somebody who means it must still be able to. */
class BreakerTest {
    private static final int PEOPLE = 100;

    private static final String POLICY = """
            name: nervous
            levels: {medium: 40, high: 75, hysteresis: 5}
            contributions:
              - {rule: fails, of: device, when: signal.type == "DEVICE_COMPLIANCE_CHANGED" && signal.compliance.current == "NOT_COMPLIANT", weight: 80, cap: 80}
            propagation:
              - {from: device, to: session, factor: 1}
            responses:
              - response: risky
                of: session
                on: {level: high}
                send: session-revoked
                reason-admin: {en: "{rules}"}
              - response: asked
                of: [user, session]
                on: {signal: signal.type == "SESSION_REVOKED"}
                send: session-revoked
                reason-admin: {en: "asked"}
            exemptions:
              - exemption: break-glass
                principals: [{user-email: user0@acme.example}]
                from: all
                reason: the way in when all else fails
                until: 2030-01-01T00:00:00Z
            breaker: {share: 10%, minimum: 5, within: 10m, hold: 2h}
            """;

    private final Bench bench = new Bench(Policy.read("nervous.yaml", POLICY.getBytes(UTF_8)));

    private static Entity user(int n) {
        return Told.entity(
                Told.id(IdentifierKind.USER_VENDOR_ID, "okta:acme", "user-" + n),
                Told.id(IdentifierKind.USER_EMAIL, "", "user" + n + "@acme.example"));
    }

    private static Entity device(int n) {
        return Told.entity(Told.id(IdentifierKind.DEVICE_SERIAL, "", "SERIALNO" + n));
    }

    private static Signal fails(int n, double minute) {
        return Told.compliance(
                "jamf",
                device(n),
                ComplianceStatus.NOT_COMPLIANT,
                ComplianceStatus.COMPLIANT,
                List.of(new PostureCheck("disk", null, false)),
                minute);
    }

    private static Signal passes(int n, double minute) {
        return Told.compliance(
                "jamf",
                device(n),
                ComplianceStatus.COMPLIANT,
                ComplianceStatus.NOT_COMPLIANT,
                List.of(new PostureCheck("disk", null, true)),
                minute);
    }

    /** Everybody signs in; then the feed calls every device but the first non-compliant, within a minute. */
    private void badFeed() {
        for (int n = 0; n < PEOPLE; n++) {
            bench.hear(Told.opened(Told.session("session-" + n), user(n), device(n), n * 0.01));
        }
        bench.events();
        for (int n = 1; n < PEOPLE; n++) {
            bench.hear(fails(n, 30 + n * 0.01));
        }
    }

    private List<Decision> decisions(Outcome outcome) {
        return bench.decisions().stream().filter(d -> d.outcome() == outcome).toList();
    }

    @Test
    void aFeedThatCallsEveryDeviceBadRevokesNoMoreThanTheShareAndHoldsTheRest() {
        badFeed();

        assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(10);
        assertThat(decisions(Outcome.HELD))
                .hasSize(PEOPLE - 1 - 10)
                .allMatch(d -> d.verdict().cause() == Decision.Cause.BREAKER);
    }

    @Test
    void whatSomebodyAskedForInTheSameMinuteStillGoes() {
        badFeed();
        bench.events();

        bench.hear(Told.revokedAll(user(60), 31));

        assertThat(bench.told()).anyMatch(line -> line.contains("user60@acme.example"));
    }

    @Test
    void aCrashForgetsNothingOfWhatWasRevoked() {
        badFeed();
        Policy policy = Policy.read("nervous.yaml", POLICY.getBytes(UTF_8));
        try (Bench after = bench.crash(policy).settle()) {
            after.events();
            after.hear(Told.opened(Told.session("session-new"), user(200), device(5), 32));

            assertThat(after.events(EventType.SESSION_REVOKED)).isEmpty();
        }
    }

    /** As many policies as can be in force at once, each of which counts for itself. */
    @Test
    void norOfWhatAnyShadowWouldHaveRevoked() {
        String[] shadows = new String[4];
        for (int i = 0; i < shadows.length; i++) {
            shadows[i] = POLICY.replace("name: nervous", "name: shadow-" + i);
        }
        bench.inForce(0, 1, POLICY, shadows);
        badFeed();
        Policy policy = Policy.read("nervous.yaml", POLICY.getBytes(UTF_8));
        try (Bench after = bench.crash(policy).settle()) {
            after.decisions();
            after.events();
            after.hear(Told.opened(Told.session("session-new"), user(200), device(5), 32));

            assertThat(after.decisions())
                    .hasSize(1 + shadows.length)
                    .allMatch(d -> d.verdict().cause() == Decision.Cause.BREAKER);
            assertThat(after.events()).isEmpty();
        }
    }

    @Test
    void theNextDayItIsNewTrouble() {
        badFeed();
        bench.events();
        bench.hear(passes(1, 60)).hear(Told.opened(Told.session("later"), user(1), device(1), 1500));

        bench.hear(fails(1, 1501));

        assertThat(bench.events(EventType.SESSION_REVOKED)).hasSize(1);
    }

    @Test
    void aHeldOneThatIsApprovedGoesOutOnceAndEndsTheSession() {
        badFeed();
        bench.events();
        Decision held = decisions(Outcome.HELD).getFirst();
        RiskControl approved = new RiskControl.HeldVerdict(
                held.principal(), held.id(), Ruling.APPROVE, "carol", "meant", Told.minute(40));

        bench.told(approved, approved);

        List<SecurityEvent> events = bench.events();
        assertThat(events).isNotEmpty();
        assertThat(events.stream().map(SecurityEvent::id).distinct()).hasSize(1);
        assertThat(events.getFirst().txn()).isEqualTo(held.txn());
        assertThat(decisions(Outcome.EMITTED)).first().satisfies(d -> {
            assertThat(d.verdict().cause()).isEqualTo(Decision.Cause.APPROVED);
            assertThat(d.verdict().settles()).isEqualTo(held.id());
            assertThat(d.trigger())
                    .isInstanceOfSatisfying(
                            Decision.Trigger.Asked.class,
                            asked -> assertThat(asked.by()).isEqualTo("carol"));
        });
    }

    @Test
    void aHeldOneThatIsRejectedGoesNowhereAndCannotBeApprovedAnyMore() {
        badFeed();
        bench.events();
        Decision held = decisions(Outcome.HELD).getFirst();

        bench.told(
                new RiskControl.HeldVerdict(held.principal(), held.id(), Ruling.REJECT, "carol", null, Told.minute(40)),
                new RiskControl.HeldVerdict(
                        held.principal(), held.id(), Ruling.APPROVE, "mallory", null, Told.minute(41)));

        assertThat(bench.events()).isEmpty();
        assertThat(bench.decisions()).extracting(d -> d.verdict().cause()).contains(Decision.Cause.REJECTED);
    }

    @Test
    void aHeldOneLapsesInItsTime() {
        badFeed();
        bench.events();
        bench.decisions();

        bench.tick(30 + 119);
        assertThat(bench.decisions()).isEmpty();
        bench.tick(30 + 130);

        assertThat(bench.decisions())
                .hasSize(PEOPLE - 1 - 10)
                .allMatch(d -> d.verdict().cause() == Decision.Cause.EXPIRED);
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void aHeldOneThatIsNotTrueAnyMoreIsWithdrawn() {
        badFeed();
        bench.decisions();

        bench.hear(passes(50, 40));

        assertThat(bench.decisions()).extracting(d -> d.verdict().cause()).contains(Decision.Cause.OBSOLETE);
    }

    @Test
    void anExemptAccountIsNeverSignedOutAndItIsWrittenDown() {
        bench.hear(Told.opened(Told.session("session-0"), user(0), device(0), 0), fails(0, 1));

        assertThat(bench.events()).isEmpty();
        assertThat(bench.decisions()).singleElement().satisfies(d -> {
            assertThat(d.outcome()).isEqualTo(Outcome.SUPPRESSED);
            assertThat(d.verdict().cause()).isEqualTo(Decision.Cause.EXEMPTION);
            assertThat(d.verdict().reason()).contains("break-glass");
        });
    }
}
