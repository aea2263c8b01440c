// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.credential.HeaderCredential;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventHookTest {
    private static final Realm REALM = new Realm("acme", "https://id.acme.example/realms/acme", true);
    private static final EventHook HOOK = new EventHook(REALM);

    private static ObjectNode sent(String sample) {
        return ((ObjectNode) Samples.json("keycloak/" + sample + ".json")).put("realmName", "acme");
    }

    private static ArrayNode delivery(ObjectNode... events) {
        return JsonNodeFactory.instance.arrayNode().addAll(List.of(events));
    }

    @Test
    void bothKindsOfEventsComeInOneDelivery() {
        assertThat(Samples.signals(
                        HOOK,
                        delivery(
                                sent("user-event-LOGIN"),
                                sent("admin-event-user-disabled"),
                                sent("admin-event-session-delete"),
                                sent("user-event-LOGIN_ERROR"))))
                .extracting(Signal::type)
                .containsExactly(
                        SignalType.SESSION_CREATED,
                        SignalType.ACCOUNT_DISABLED,
                        SignalType.SESSION_REVOKED,
                        SignalType.LOGIN_FAILED);
    }

    @Test
    void anEventIsTheSameSignalWhicheverWayItComes() {
        for (String sample : List.of("user-event-LOGIN", "user-event-REMOVE_CREDENTIAL", "admin-event-user-disabled")) {
            Signal pushed = Samples.signals(HOOK, delivery(sent(sample))).getFirst();
            assertThat(asked(sample)).singleElement().satisfies(same -> {
                assertThat(same.id()).isEqualTo(pushed.id());
                assertThat(same.payload()).isEqualTo(pushed.payload());
                assertThat(same.user()).isEqualTo(pushed.user());
                assertThat(same.session()).isEqualTo(pushed.session());
                assertThat(same.times()).isEqualTo(pushed.times());
            });
        }
    }

    private static List<Signal> asked(String sample) {
        StoredEvents store = new StoredEvents(
                sample.startsWith("admin") ? StoredEvents.ADMINS : StoredEvents.USERS,
                REALM,
                new ApiConfig(
                        URI.create("https://id.acme.example"),
                        new HeaderCredential("Authorization", Secret.of("Bearer x")),
                        null,
                        null,
                        null,
                        null),
                Duration.ofMinutes(2));
        List<Signal> signals = new ArrayList<>();
        JsonAt body =
                JsonAt.root(JsonNodeFactory.instance.arrayNode().add(Samples.json("keycloak/" + sample + ".json")));
        for (JsonAt record : store.records(body).records()) {
            if (store.map(record, Samples.ARRIVAL) instanceof Mapped.Signals mapped) {
                signals.addAll(mapped.signals());
            }
        }
        return signals;
    }

    @Test
    void anotherRealmsUsersAreNotTakenForThisOnes() {
        JsonAt foreign = JsonAt.root(sent("user-event-LOGIN").put("realmName", "globex"));
        assertThat(HOOK.map(foreign, Samples.ARRIVAL)).isEqualTo(new Mapped.Ignored(Mapped.Why.NOT_CONFIGURED));
    }

    @Test
    void whatWeDoOurselvesIsNoEvidence() {
        EventHook watched =
                new EventHook(new Realm("acme", REALM.issuer(), true, Set.of("ca4010c1-0000-4000-8000-00000000c10c")));
        assertThat(Samples.signals(watched, delivery(sent("admin-event-session-delete"))))
                .extracting(Signal::type)
                .containsExactly(SignalType.OWN_SET_ECHO);
    }

    @Test
    void anAdministratorOfAnotherRealmHasNoNameInThisOne() {
        ObjectNode event = sent("admin-event-session-delete");
        assertThat(Samples.signals(HOOK, delivery(event)).getFirst().actor()).isNotNull();
        ((ObjectNode) event.get("authDetails")).put("realmId", "id-of-master");
        assertThat(Samples.signals(HOOK, delivery(event)).getFirst().actor()).isNull();
    }
}
