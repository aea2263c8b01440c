// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import io.tocsin.hub.control.BadDay;
import io.tocsin.hub.control.HubExtension;
import io.tocsin.hub.control.OperatedHub;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.Grounds;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.risk.Scoring;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.RiskLevel;
import io.tocsin.schemas.subject.SimpleSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HubExtension.class)
class RiskCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OperatedHub hub;

    RiskCommandsIT(OperatedHub hub) {
        this.hub = hub;
    }

    private record Said(int status, String out, String err) {}

    private Said tocsin(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        int status = cli.execute(all.toArray(String[]::new));
        return new Said(status, cli.out(), cli.err());
    }

    private JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Said said = tocsin(all.toArray(String[]::new));
        if (said.out().isBlank()) {
            throw new IllegalStateException(all + " says: " + said.err());
        }
        try {
            return JSON.readTree(said.out());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(said.err() + said.out(), e);
        }
    }

    /** A hub that has just started may say that it cannot answer yet. */
    private static ConditionFactory soon() {
        return await().ignoreExceptionsInstanceOf(IllegalStateException.class);
    }

    /** Has somebody a bad day, and gives the decision that revokes the session. */
    private JsonNode revoked(BadDay day) {
        hub.hear(day);
        return soon().until(() -> revocation(day), found -> found != null);
    }

    private @Nullable JsonNode revocation(BadDay day) {
        for (JsonNode decision : json("decisions", "list", "--subject", "session-of-" + day.person())
                .path("decisions")) {
            if (decision.path("response").asText().equals("revoke-risky-session")) {
                return decision;
            }
        }
        return null;
    }

    private static BadDay badDay() {
        return new BadDay(
                "p" + UUID.randomUUID().toString().substring(0, 8),
                Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void whatAnOperatorOrderedIsNoPolicys() {
        Said emitted = tocsin("emit", "session-revoked", "--subject", "session:by-hand", "--tenant", "acme");
        assertThat(emitted.status()).as(emitted.err()).isZero();
        String txn = emitted.out().strip();

        soon().until(() -> tocsin("explain", txn).status() == 0);
        assertThat(tocsin("explain", txn).out()).containsPattern("Policy +none: an order of operator");
    }

    @Test
    void aRevocationIsExplainedByTxnAndByJtiFromItsEvidenceToItsDelivery() throws Exception {
        String stream = hub.pushStream("payroll");
        BadDay day = badDay();
        String id = revoked(day).path("id").asText();
        soon().until(() -> json("explain", id)
                .path("explanations")
                .path(0)
                .path("sets")
                .findValuesAsText("result")
                .contains("acknowledged"));

        Said said = tocsin("explain", id);
        assertThat(said.status()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .contains("Decision " + id)
                .contains("emitted")
                .contains("session-of-" + day.person())
                .contains("default")
                .contains("the level reached high")
                .contains("edr (edr) THREAT_DETECTED edr-" + day.person() + "-2: high, Keychain dump")
                .contains("not-compliant, fails FileVault")
                .containsPattern("threat-high +50 +\\d")
                .contains("by way of the device")
                .containsPattern("Computed again +the same")
                .containsPattern("Otherwise +without ")
                .containsPattern("Otherwise +with weight ")
                .containsPattern("Otherwise +with high from ")
                .containsPattern("acknowledged +payroll +" + stream);

        JsonNode explained = json("explain", id).path("explanations").path(0);
        assertThat(explained.path("recomputed").path("agrees").asBoolean()).isTrue();
        String jti = explained.path("sets").path(0).path("jti").asText();
        assertThat(json("explain", jti)
                        .path("explanations")
                        .path(0)
                        .path("decision")
                        .path("id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void riskIsShownByAnyNameWithWhoPassesItOn() {
        BadDay day = badDay();
        revoked(day);

        soon().untilAsserted(() -> {
            Said device = tocsin("risk", "show", day.serial().toLowerCase(Locale.ROOT));
            assertThat(device.status()).as(device.err()).isZero();
            assertThat(device.out())
                    .contains("Device acme|DEVICE|")
                    .contains("high")
                    .contains("threat-high")
                    .contains("device-not-compliant")
                    .contains("nothing: until cleared");
        });
        Said session = tocsin("risk", "show", "session-of-" + day.person());
        assertThat(session.out())
                .contains("Passed on by")
                .contains("device " + day.serial())
                .contains("Decided lately")
                .contains("revoke-risky-session");
        assertThat(tocsin("risk", "show", "nobody-" + UUID.randomUUID()).status())
                .isEqualTo(1);
    }

    @Test
    void theLogIsVerifiedExportedAndListed() throws Exception {
        BadDay day = badDay();
        String id = revoked(day).path("id").asText();
        soon().until(() -> {
            JsonNode verified = json("decisions", "verify");
            return verified.path("intact").asBoolean()
                    && verified.path("uncovered").asLong() == 0;
        });
        Said verified = tocsin("decisions", "verify");
        assertThat(verified.status()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("nothing was changed, removed, inserted or moved");

        Said exported = tocsin("decisions", "export", "--subject", "session-of-" + day.person());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : exported.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).extracting(line -> line.path("id").asText()).contains(id);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("scoring").isObject()).isTrue());

        assertThat(tocsin("decisions", "list", "--outcome", "emitted", "--since", "1h")
                        .out())
                .contains(id)
                .contains("session session-of-" + day.person());
        assertThat(tocsin("decisions", "list", "--policy", "no-such-policy").out())
                .contains("No decisions.");
        assertThat(tocsin("decisions", "keys").out()).contains("signs").contains("this hub's");
    }

    @Test
    void whatIsHeldIsListedAndRuledOnOneByOneOrTogether() {
        String response = "revoke-" + UUID.randomUUID();
        Decision one = held(response);
        Decision two = held(response);
        Decision three = held(response);
        List.of(one, two, three).forEach(hub::decide);
        soon().until(() ->
                json("held", "list", "--response", response).path("held").size() == 3);

        Said list = tocsin("held", "list", "--response", response);
        assertThat(list.out()).contains(one.id()).contains("session acme|SESSION|");
        assertThat(tocsin("held", "show", one.id()).out()).contains("12 principals, the limit is 10");

        Said approved = tocsin("held", "approve", one.id(), "--reason", "looked at it");
        assertThat(approved.status()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("1 held decision approved");
        hub.decide(settling(one, Outcome.EMITTED, Decision.Cause.APPROVED));
        Said rejected = tocsin("held", "reject", "--response", response, "--yes");
        assertThat(rejected.status()).as(rejected.err()).isZero();
        assertThat(rejected.out()).matches("(?s)[23] held decisions rejected.*");
        hub.decide(settling(two, Outcome.SUPPRESSED, Decision.Cause.REJECTED));
        hub.decide(settling(three, Outcome.SUPPRESSED, Decision.Cause.REJECTED));

        soon().until(() -> tocsin("held", "list", "--response", response).out().contains("Nothing is held."));
        assertThat(tocsin("held", "approve", one.id()).status()).isEqualTo(1);
        assertThat(tocsin("held", "approve").status()).isEqualTo(2);
        assertThat(tocsin("explain", one.id()).out()).contains("emitted (approved)");
    }

    private static Decision held(String response) {
        String id = UUID.randomUUID().toString();
        return new Decision(
                id,
                id,
                new CanonicalId("acme", PrincipalKind.SESSION, UUID.randomUUID().toString()),
                new Decision.InForce(
                        PolicyVersion.unpublished("default", "00"), Decision.Mode.ENFORCE, Decision.InForce.CONFIGURED),
                response,
                new Decision.Trigger.Told("no-such-signal"),
                new Decision.Verdict(Outcome.HELD, Decision.Cause.BREAKER, "too many", null),
                Scoring.NONE,
                new Grounds(
                        new Grounds.On.LevelReached(RiskLevel.HIGH),
                        RiskLevel.LOW,
                        Instant.now(),
                        null,
                        null,
                        new Grounds.Counted("tenant", 12, 10, 100, Duration.ofMinutes(10))),
                Instant.now(),
                new SimpleSubject.Opaque(id),
                new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE));
    }

    private static Decision settling(Decision held, Outcome outcome, Decision.Cause cause) {
        return new Decision(
                UUID.randomUUID().toString(),
                held.txn(),
                held.principal(),
                held.policy(),
                held.response(),
                new Decision.Trigger.Asked("ruling|" + held.id(), "ops"),
                new Decision.Verdict(outcome, cause, null, held.id()),
                held.scoring(),
                held.grounds(),
                Instant.now(),
                held.subject(),
                held.event());
    }
}
