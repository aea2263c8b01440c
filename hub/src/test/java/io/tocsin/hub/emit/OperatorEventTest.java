// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.risk.Outcome;
import io.tocsin.schemas.signal.PrincipalKind;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperatorEventTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:30:00.123456Z");
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000007");

    @Test
    void aRevocationByHandSaysThatAnAdministratorCausedItWhenAndWhy() {
        OperatorEvent made = made(EventType.SESSION_REVOKED, "session:idx01", "{}", "Laptop stolen");
        CaepEvent.SessionRevoked event = (CaepEvent.SessionRevoked) made.event().event();
        assertThat(event.circumstances().initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
        assertThat(event.circumstances().eventTimestamp()).isEqualTo("2026-03-02T08:30:00Z");
        assertThat(event.circumstances().reasonAdmin()).isEqualTo(LocalizedText.english("Laptop stolen"));
    }

    @Test
    void theDecisionBehindItIsTheOperatorsAndNamesTheTxn() {
        OperatorEvent made = made(EventType.SESSION_REVOKED, "session:idx01", "{}", null);
        assertThat(made.decision().response()).isEqualTo("operator");
        assertThat(made.decision().outcome()).isEqualTo(Outcome.EMITTED);
        assertThat(made.decision().id()).isEqualTo(ID.toString());
        assertThat(made.event().txn()).isEqualTo(ID.toString());
        assertThat(made.decision().principal()).isEqualTo(made.event().principal());
        assertThat(made.event().principal().kind()).isEqualTo(PrincipalKind.SESSION);
        assertThat(made.event().principal().tenant()).isEqualTo("acme");
    }

    @Test
    void eventsAboutOneSubjectHaveOneKeySoThatTheyKeepTheirOrder() {
        assertThat(made(EventType.SESSION_REVOKED, "email:a@b.example", "{}", null)
                        .event()
                        .principal())
                .isEqualTo(made(EventType.ACCOUNT_DISABLED, "email:a@b.example", "{}", null)
                        .event()
                        .principal());
    }

    @Test
    void whatThePayloadSaysItselfIsKept() {
        OperatorEvent made = made(
                EventType.DEVICE_COMPLIANCE_CHANGE,
                "device:C02",
                "{\"previous_status\":\"compliant\",\"current_status\":\"not-compliant\",\"initiating_entity\":\"policy\"}",
                null);
        CaepEvent event = (CaepEvent) made.event().event();
        assertThat(event.circumstances().initiatingEntity()).isEqualTo(InitiatingEntity.POLICY);
    }

    @Test
    void aPayloadThatIsNotOfTheTypeIsRefused() {
        assertThatThrownBy(() -> made(EventType.DEVICE_COMPLIANCE_CHANGE, "device:C02", "{}", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("previous_status");
    }

    @Test
    void aReasonIsRefusedWhereTheEventHasNoPlaceForIt() {
        assertThatThrownBy(() -> made(EventType.ACCOUNT_PURGED, "email:a@b.example", "{}", "Left"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account-purged");
    }

    @Test
    void aMisspeltTypeIsRefusedWithTheTypesThereAre() {
        assertThatThrownBy(() -> EventNames.parse("session-revokt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session-revoked");
        assertThat(EventNames.parse(EventType.SESSION_REVOKED.uri())).isEqualTo(EventType.SESSION_REVOKED);
        assertThatThrownBy(() -> EventNames.parse(EventType.VERIFICATION.uri()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OperatorEvent made(EventType type, String subject, String payload, String reason) {
        return OperatorEvent.of("acme", type, SubjectText.parse(subject), Json.parse(payload), reason, ID, NOW);
    }
}
