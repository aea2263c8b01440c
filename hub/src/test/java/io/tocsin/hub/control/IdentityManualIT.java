// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.hub.Cli;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.origin.SignalSource;
import io.tocsin.schemas.origin.SignalTimes;
import io.tocsin.schemas.origin.TimeQuality;
import io.tocsin.schemas.origin.Transport;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalContext;
import io.tocsin.schemas.signal.SignalId;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/identity.md, from top to bottom on a hub of its own: every command in it is run, and what it prints has the
 * shape of what is printed there.
 */
class IdentityManualIT {
    private static final Path MANUAL = Path.of("..", "docs", "identity.md");
    private static final Identifier CLONED =
            name(IdentifierKind.DEVICE_SMBIOS_UUID, "", "4c4c4544-0043-3510-8052-b4c04f564231", Strength.STRONG);

    @TempDir
    private Path folder;

    @Test
    void everyCommandInTheManualPrintsWhatTheManualShows() throws Exception {
        List<String> commands = new ArrayList<>();
        try (OperatedHub hub = OperatedHub.start(folder)) {
            List<String> shown = new ArrayList<>();
            boolean console = false;
            for (String line : Files.readAllLines(MANUAL)) {
                if (line.equals("<!-- signals -->")) {
                    signals().forEach(hub::hear);
                } else if (line.equals("```console")) {
                    console = true;
                } else if (console && (line.equals("```") || line.startsWith("$ tocsin "))) {
                    if (!commands.isEmpty()) {
                        check(hub, commands.getLast(), shown);
                    }
                    console = !line.equals("```");
                    shown.clear();
                    if (console) {
                        commands.add(line.substring("$ tocsin ".length()));
                    } else {
                        commands.add("");
                    }
                } else if (console) {
                    shown.add(line);
                }
            }
            whatTheManualDoesNotShow(hub);
        }
        assertThat(commands).filteredOn(command -> !command.isEmpty()).hasSizeGreaterThan(5);
    }

    private static void whatTheManualDoesNotShow(OperatedHub hub) throws Exception {
        JsonNode clone = new ObjectMapper()
                .readTree(
                        run(hub, "identity show device-serial:clone0002 --json").out())
                .path("principals")
                .path(0);
        assertThat(clone.path("names"))
                .extracting(name -> name.path("value").asText())
                .containsExactly("CLONE0002", "CLONE0003");
        assertThat(clone.path("apart")).hasSize(1);
        assertThat(run(hub, "identity show nobody@acme.example").err()).contains("Nobody of that name");
        assertThat(run(hub, "identity split nobody@acme.example --name x --yes").err())
                .contains("nobody of that name");
        assertThat(run(hub, "identity split CLONE0001 --name x --yes").err()).contains("KIND:value");
        assertThat(run(hub, "identity split CLONE0001 --name CLONE0002").err()).contains("--yes");
        assertThat(hub.admin("GET", null, "/metrics", null).body())
                .contains("tocsin_identity_unresolved_ratio{source=\"edr\",tenant=\"acme\"} 0.")
                .contains("tocsin_identity_name_demoted_total{kind=\"DEVICE_SMBIOS_UUID\",tenant=\"acme\"} 1.0");
    }

    private static void check(OperatedHub hub, String command, List<String> shown) {
        if (command.isEmpty()) {
            return;
        }
        List<String> expected = shown.stream().map(IdentityManualIT::shape).toList();
        if (command.contains(" show ") || expected.getFirst().contains("TENANT")) {
            await().untilAsserted(() -> compare(hub, command, expected));
        } else {
            compare(hub, command, expected);
        }
    }

    private static void compare(OperatedHub hub, String command, List<String> expected) {
        Cli ran = run(hub, command);
        assertThat(ran.out().lines().map(IdentityManualIT::shape).toList())
                .as("%s printed:%n%s%s", command, ran.out(), ran.err())
                .isEqualTo(expected);
    }

    private static Cli run(OperatedHub hub, String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        cli.execute(words.toArray(String[]::new));
        return cli;
    }

    /** Without what is different each time. */
    private static String shape(String line) {
        return line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("\\b\\d+ (ms|s|min|h|d)( \\d+ (s|min|h))?\\b", "SPAN")
                .replaceAll("(DEVICE|USER)\\|[0-9a-f-]{36}", "$1|ID")
                .replaceAll("^[0-9a-f]{12}\\b", "SIGNAL")
                .replaceAll(" +", " ")
                .strip();
    }

    /** Alice signs in on her Mac, an EDR speaks of a machine that nobody knows, four virtual machines are clones. */
    private static List<Signal> signals() {
        Instant at = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
        List<Signal> signals = new ArrayList<>();
        signals.add(signal(
                SignalType.SESSION_CREATED,
                "okta",
                at,
                entity(
                        name(IdentifierKind.USER_VENDOR_ID, "okta:acme", "00u1fakeALICE", Strength.STRONG),
                        name(IdentifierKind.USER_EMAIL, "", "alice.ng@acme.example", Strength.STRONG)),
                entity(serial("FVFXFAKE01Q6")),
                entity(name(IdentifierKind.SESSION_VENDOR_ID, "okta:acme", "idxFAKEsessALICE01", Strength.STRONG)),
                new SignalPayload.SessionChange(false, null, null)));
        signals.add(signal(
                SignalType.THREAT_DETECTED,
                "edr",
                at.plusSeconds(1),
                null,
                entity(
                        name(IdentifierKind.DEVICE_HOSTNAME, "", "NOBODYS-PC", Strength.MEDIUM),
                        name(IdentifierKind.DEVICE_MAC, "", "00:00:5E:00:53:07", Strength.MEDIUM)),
                null,
                new SignalPayload.Threat("f-1", null, FindingState.NEW, Severity.LOW, null, List.of())));
        for (int i = 1; i <= 4; i++) {
            signals.add(signal(
                    SignalType.DEVICE_SEEN,
                    "edr",
                    at.plusSeconds(1 + i),
                    null,
                    entity(CLONED, serial("CLONE000" + i)),
                    null,
                    new SignalPayload.None()));
        }
        return signals;
    }

    private static Identifier name(IdentifierKind kind, String namespace, String value, Strength strength) {
        return new Identifier(kind, namespace, value, strength);
    }

    private static Identifier serial(String value) {
        return name(IdentifierKind.DEVICE_SERIAL, "", value, Strength.STRONG);
    }

    private static Entity entity(Identifier... names) {
        return new Entity(null, List.of(names), null);
    }

    private static Signal signal(
            SignalType type,
            String source,
            Instant at,
            @Nullable Entity user,
            @Nullable Entity device,
            @Nullable Entity session,
            SignalPayload payload) {
        return new Signal(
                SignalId.derive("acme", source, "log", UUID.randomUUID().toString(), type, 0),
                type,
                new SignalTimes(at, TimeQuality.VENDOR_EVENT, null, at),
                new SignalSource("acme", source, source, "log", Transport.WEBHOOK, type.name(), null, null),
                null,
                null,
                user,
                device,
                session,
                payload,
                SignalContext.NONE,
                Provenance.NONE,
                Map.of());
    }
}
