// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static io.tocsin.connectors.LabBench.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.LabBench;
import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.feed.Positions;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.Schedule;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalType;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What stands in a directory, read by delta queries from the lab. */
class DirectoryTest {
    private static final Schedule USUAL = new Schedule(null, null, null);

    @AutoClose
    private final LabBench bench = new LabBench();

    private Desk desk(String feed) {
        return bench.desk(new EntraConfig("entra", "acme", "acme", List.of(feed), bench.oauth(), USUAL), feed);
    }

    private Shelf devices(int count) {
        Shelf shelf = bench.lab.shelf("/v1.0/devices/delta");
        for (int i = 0; i < count; i++) {
            shelf.add(device("device-" + i));
        }
        return shelf;
    }

    private static JsonNode device(String id) {
        return ((ObjectNode) Samples.json("entra/devices-delta-initial.json").at("/value/0"))
                .put("id", id)
                .put("deviceId", "d2d2d2d2-0000-4000-8000-0000000000" + Integer.toHexString(0xa0 + id.hashCode() % 16));
    }

    private static ObjectNode changed(JsonNode row, String member, boolean value) {
        return ((ObjectNode) row).put(member, value);
    }

    @Test
    void whatIsThereIsReadOnceAndFromThenOnOnlyWhatChanged() throws Exception {
        bench.lab.pageSize(2);
        Shelf shelf = devices(5);
        Desk desk = desk("devices");
        assertThat(desk.read()).isEqualTo(3);
        assertThat(desk.types()).containsOnly(SignalType.DEVICE_SEEN).hasSize(5);
        assertThat(desk.read()).as("nothing changed").isEqualTo(1);
        shelf.change(row -> row.path("id").asText().equals("device-3"), row -> changed(row, "isCompliant", false));
        desk.reopen();
        desk.read();
        assertThat(desk.signals).hasSize(6);
        Signal change = desk.signals.getLast();
        assertThat(change.type()).isEqualTo(SignalType.DEVICE_COMPLIANCE_CHANGED);
        assertThat(change.payload())
                .isEqualTo(new Compliance(ComplianceStatus.NOT_COMPLIANT, ComplianceStatus.COMPLIANT, List.of()));
        assertThat(names(change.device()))
                .as("names that the change did not repeat")
                .contains("device-3", "BOB-LT-22")
                .hasSize(3);
        assertThat(desk.memory().position().cursor()).contains("$deltatoken=");
    }

    @Test
    void aDeviceThatIsDeletedOrDisabledIsUnenrolledOnce() throws Exception {
        Shelf shelf = devices(2);
        Desk desk = desk("devices");
        desk.read();
        shelf.change(row -> row.path("id").asText().equals("device-0"), row -> changed(row, "accountEnabled", false));
        shelf.remove(row -> row.path("id").asText().equals("device-1"));
        desk.read();
        assertThat(desk.types().subList(2, 4)).containsOnly(SignalType.DEVICE_UNENROLLED);
        shelf.remove(row -> true);
        desk.read();
        assertThat(desk.signals)
                .as("a disabled device that is deleted left before")
                .hasSize(4);
    }

    @Test
    void aCursorThatIsForgottenCostsNoChangeAndNoSignalTwice() throws Exception {
        bench.lab.pageSize(2);
        Shelf shelf = devices(5);
        Desk desk = desk("devices");
        desk.read();
        shelf.forgetCursors();
        shelf.change(row -> row.path("id").asText().equals("device-4"), row -> changed(row, "isCompliant", false));
        shelf.remove(row -> row.path("id").asText().equals("device-1"));
        shelf.add(device("device-9"));
        FaultException fault = catchThrowableOfType(FaultException.class, desk::read);
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.CURSOR_INVALID);
        // what the reader does then
        desk.memory()
                .apply(desk.memory().key(), Positions.forgotten(desk.memory().position(), Samples.NOW, null, null));
        desk.page();
        // dies in the middle of the reading anew
        desk.reopen();
        desk.read();
        assertThat(desk.types().subList(5, desk.signals.size()))
                .containsExactlyInAnyOrder(
                        SignalType.DEVICE_COMPLIANCE_CHANGED, SignalType.DEVICE_ENROLLED, SignalType.DEVICE_UNENROLLED);
        assertThat(names(desk.of(SignalType.DEVICE_UNENROLLED).device())).contains("device-1");
        desk.read();
        assertThat(desk.signals).hasSize(8);
        assertThat(desk.ids()).doesNotHaveDuplicates();
    }

    @Test
    void anAccountIsDisabledRenamedAndDeleted() throws Exception {
        Shelf shelf = bench.lab.shelf("/v1.0/users/delta");
        shelf.add(user("a11ce000-0000-4000-8000-000000000001", "alice.ng@acme.example"));
        shelf.add(user("b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example"));
        Desk desk = desk("users");
        desk.read();
        assertThat(desk.signals).as("who is there is no news").isEmpty();
        shelf.change(row -> row.path("id").asText().startsWith("b0b"), row -> changed(row, "accountEnabled", false));
        desk.read();
        Signal disabled = desk.signals.getFirst();
        assertThat(disabled.type()).isEqualTo(SignalType.ACCOUNT_DISABLED);
        assertThat(names(disabled.user()))
                .containsExactly(
                        "b0b00000-0000-4000-8000-000000000002", "bob.ortiz@acme.example", "bob.ortiz@acme.example");
        shelf.change(
                row -> row.path("id").asText().startsWith("a11"),
                row -> ((ObjectNode) row).put("userPrincipalName", "alice.ortiz@acme.example"));
        desk.read();
        AccountChange renamed =
                (AccountChange) desk.of(SignalType.ACCOUNT_IDENTIFIER_CHANGED).payload();
        assertThat(renamed.oldIdentifier().value()).isEqualTo("alice.ng@acme.example");
        assertThat(renamed.newIdentifier().value()).isEqualTo("alice.ortiz@acme.example");
        shelf.remove(row -> row.path("id").asText().startsWith("b0b"));
        desk.read();
        assertThat(desk.types())
                .containsExactly(
                        SignalType.ACCOUNT_DISABLED, SignalType.ACCOUNT_IDENTIFIER_CHANGED, SignalType.ACCOUNT_DELETED);
    }

    private static ObjectNode user(String id, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("userPrincipalName", name)
                .put("mail", name)
                .put("accountEnabled", true);
    }
}
