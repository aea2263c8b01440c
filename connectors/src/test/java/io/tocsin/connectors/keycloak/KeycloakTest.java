// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import static io.tocsin.connectors.LabBench.TWO_DAYS;
import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keycloak's stored events, handed out by the lab. */
class KeycloakTest {
    @AutoClose
    private final LabBench bench = new LabBench();

    private static ObjectNode event(String id, String type, Instant at) {
        ObjectNode event = (ObjectNode) Samples.json("keycloak/user-event-REMOVE_CREDENTIAL.json");
        event.put("id", id).put("type", type).put("time", at.toEpochMilli());
        ((ObjectNode) event.get("details")).put("credential_type", "password");
        return event;
    }

    @Test
    void aNewPasswordIsOneActThoughKeycloakTellsOfItTwiceAndTheNextIsAnother() throws Exception {
        Instant at = Instant.parse("2026-03-02T08:40:00.200Z");
        bench.lab
                .shelf("/admin/realms/lab/events")
                .add(event("1", "UPDATE_PASSWORD", at))
                .add(event("2", "UPDATE_CREDENTIAL", at.plusMillis(3)))
                .add(event("3", "UPDATE_CREDENTIAL", at.plusSeconds(8)))
                .add(event("4", "REMOVE_CREDENTIAL", at));
        KeycloakConfig config = new KeycloakConfig(
                "kc", "acme", "lab", "https://id.acme.example/realms/lab", true, List.of(), bench.oauth(), TWO_DAYS);
        Desk users = bench.desk(config, "events");
        users.read();
        assertThat(users.types()).containsOnly(SignalType.CREDENTIAL_CHANGED).hasSize(4);
        assertThat(new HashSet<>(users.ids())).hasSize(3);
        assertThat(users.signals.stream()
                        .filter(signal ->
                                List.of("1", "2").contains(signal.source().eventId()))
                        .map(Signal::id)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void keycloaksEvents() throws Exception {
        for (String sample :
                List.of("LOGIN", "LOGIN_ERROR", "REMOVE_CREDENTIAL", "USER_DISABLED_BY_TEMPORARY_LOCKOUT")) {
            bench.put("/admin/realms/lab/events", "keycloak/user-event-" + sample + ".json", "");
        }
        bench.put("/admin/realms/lab/admin-events", "keycloak/admin-event-session-delete.json", "");
        bench.put("/admin/realms/lab/admin-events", "keycloak/admin-event-user-disabled.json", "");
        KeycloakConfig config = new KeycloakConfig(
                "kc", "acme", "lab", "https://id.acme.example/realms/lab", true, List.of(), bench.oauth(), TWO_DAYS);
        Desk users = bench.desk(config, "events");
        users.read();
        assertThat(users.letters).isEmpty();
        assertThat(users.types())
                .containsExactly(
                        SignalType.SESSION_CREATED,
                        SignalType.MFA_CHANGED,
                        SignalType.LOGIN_FAILED,
                        SignalType.ACCOUNT_LOCKED);
        Signal login = users.signals.getFirst();
        assertThat(names(login.session())).containsExactly("nxFAKE_5ScHoSeGItdGjv001");
        assertThat(login.session().identifiers().getFirst().namespace())
                .isEqualTo("https://id.acme.example/realms/lab");
        assertThat(names(login.user()))
                .containsExactly(
                        "a11ce0c1-0000-4000-8000-00000000c10a", "alice.ng@acme.example", "alice.ng@acme.example");
        assertThat(users.signals.get(1).payload())
                .isEqualTo(new CredentialUpdate("fido2-roaming", ChangeType.DELETE, null, false));
        assertThat(users.signals.get(2).payload()).isEqualTo(new Login("invalid_user_credentials", List.of()));
        assertThat(users.signals.get(3).payload())
                .isEqualTo(new AccountChange("brute_force_attack detected", null, null));

        Desk admins = bench.desk(config, "admin-events");
        admins.read();
        assertThat(admins.types()).containsExactly(SignalType.SESSION_REVOKED, SignalType.ACCOUNT_DISABLED);
        assertThat(names(admins.signals.getFirst().session())).containsExactly("nxFAKE_5ScHoSeGItdGjv001");
        assertThat(names(admins.signals.get(1).user()))
                .contains("b0b000c1-0000-4000-8000-00000000c10b", "bob.ortiz@acme.example");
        assertThat(admins.signals.get(1).initiatingEntity()).isEqualTo(InitiatingEntity.ADMIN);
    }
}
