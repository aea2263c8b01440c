// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static io.tocsin.connectors.okta.OktaEvents.DELIVERY;
import static io.tocsin.connectors.okta.OktaEvents.LOG;
import static io.tocsin.connectors.okta.OktaEvents.OKTA;
import static io.tocsin.connectors.okta.OktaEvents.event;
import static io.tocsin.connectors.okta.OktaEvents.logged;
import static io.tocsin.connectors.okta.OktaEvents.one;
import static io.tocsin.connectors.sample.Samples.ARRIVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Arrival;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an event of Okta's names, and what it proves; what is refused, and what is an echo of ours. */
class OktaEventHookTest {
    @Test
    void anEchoIsOursOnlyWhereItsIssuerIs() {
        Signal ours = logged("security.events.provider.receive_event", "SUCCESS");
        assertThat(ours.type()).isEqualTo(SignalType.OWN_SET_ECHO);
        assertThat(ours.user()).isNull();
        OktaEventHook stranger = new OktaEventHook("acme", true, Set.of("https://other.example"));
        assertThat(Samples.signals(stranger, LOG).getLast().type()).isEqualTo(SignalType.UNKNOWN);
        ObjectNode risk = event("user.risk.detect", "SUCCESS");
        ((ObjectNode) risk.at("/debugContext/debugData")).put("risk", "{level=HIGH, issuer=https://hub.acme.example}");
        assertThat(one(risk).type()).isEqualTo(SignalType.OWN_SET_ECHO);
    }

    @Test
    void whoNobodyKnowsIsNamedButProvesNothing() {
        ObjectNode event = event("user.session.start", "FAILURE");
        ((ObjectNode) event.get("actor")).put("id", "unknown");
        assertThat(one(event).user().identifiers())
                .extracting(Identifier::strength)
                .containsOnly(Strength.WEAK);
    }

    @Test
    void loginsAreNoEmailsWhereTheOrganisationSaysSo() {
        OktaEventHook logins = new OktaEventHook("acme", false, Set.of());
        assertThat(Samples.signals(logins, DELIVERY).getFirst().user().identifiers())
                .extracting(Identifier::kind)
                .containsExactly(IdentifierKind.USER_VENDOR_ID, IdentifierKind.USER_LOGIN);
    }

    @Test
    void hookAndPollOfOneLogGiveTheSameIds() {
        JsonAt record = JsonAt.root(DELIVERY.at("/data/events/0"));
        Arrival polled = new Arrival("acme", "okta-poll", Transport.POLL, Samples.NOW.plusSeconds(60));
        assertThat(((Mapped.Signals) OKTA.map(record, polled))
                        .signals()
                        .getFirst()
                        .id())
                .isEqualTo(((Mapped.Signals) OKTA.map(record, ARRIVAL))
                        .signals()
                        .getFirst()
                        .id());
    }

    @Test
    void aTimeTooFarAheadIsClamped() {
        ObjectNode event = event("user.session.start", "SUCCESS");
        event.put("published", "2026-03-02T09:35:00Z");
        assertThat(one(event).times().quality()).isEqualTo(TimeQuality.VENDOR_EVENT);
        event.put("published", "2026-03-02T09:35:00.001Z");
        assertThat(one(event).times()).isEqualTo(new SignalTimes(Samples.NOW, TimeQuality.CLAMPED, null, Samples.NOW));
    }

    @ParameterizedTest
    @CsvSource({"uuid, a text", "eventType, a text", "published, a time with its offset (ISO 8601)"})
    void anEventWithoutItsContractIsRefused(String member, String expected) {
        ObjectNode event = event("user.session.start", "SUCCESS");
        event.remove(member);
        assertThatThrownBy(() -> one(event)).hasMessage("/" + member + ": found nothing, expected " + expected);
        event.put(member, 7);
        assertThatThrownBy(() -> one(event)).hasMessage("/" + member + ": found a number, expected " + expected);
    }

    @Test
    void aRevocationThatNamesNobodyIsRefused() {
        ObjectNode event = event("user.session.clear", "SUCCESS");
        event.putArray("target");
        ((ObjectNode) event.get("actor")).put("type", "SystemPrincipal");
        assertThatThrownBy(() -> one(event)).hasMessageContaining("/target: found an array of 0");
    }

    @Test
    void membersOfAnotherTypeThanUsualDoNotFailAnEvent() {
        ObjectNode event = event("user.session.start", "SUCCESS");
        event.put("client", "x").put("device", 1).put("securityContext", true).put("debugContext", "y");
        event.putArray("transaction").add(1);
        assertThat(one(event).context()).isEqualTo(SignalContext.NONE);
    }
}
