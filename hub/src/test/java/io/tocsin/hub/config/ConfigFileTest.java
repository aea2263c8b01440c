// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @TempDir
    private Path folder;

    enum Mode {
        FAIL_OPEN,
        FAIL_CLOSED
    }

    sealed interface Door {}

    record OpenDoor() implements Door {}

    record LockedDoor(Secret key) implements Door {}

    record Room(String name, @Nullable Door door, @Nullable Duration airing) {
        Room {
            requireNonNull(name, "name");
        }
    }

    record House(
            @Nullable URI address,
            int floors,
            @Nullable Mode mode,
            List<Room> rooms,
            Map<String, String> notes,
            @Nullable Duration maxStay) {
        House {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            notes = notes == null ? Map.of() : Map.copyOf(notes);
            if (floors < 0) {
                throw new IllegalArgumentException("house.floors is " + floors + ", expected 0 or more");
            }
        }
    }

    @Test
    void everyKindOfValueIsRead() {
        House house = read("""
                address: https://house.example/
                floors: 2
                mode: fail-closed
                max-stay: 7d
                rooms:
                  - { name: hall, door: { type: open-door } }
                  - name: study
                    door: { type: locked-door, key: "${env:KEY}" }
                    airing: 250ms
                notes: { "a.b": 1, c: text }
                """);
        assertThat(house)
                .isEqualTo(new House(
                        URI.create("https://house.example/"),
                        2,
                        Mode.FAIL_CLOSED,
                        List.of(
                                new Room("hall", new OpenDoor(), null),
                                new Room("study", new LockedDoor(Secret.of("s3cret")), Duration.ofMillis(250))),
                        Map.of("a.b", "1", "c", "text"),
                        Duration.ofDays(7)));
    }

    @Test
    void aValueCanComeFromAFileBesideTheConfiguration() throws Exception {
        Files.writeString(folder.resolve("key.txt"), "from a file\n");
        House house = read("rooms: [{ name: a, door: { type: locked-door, key: \"${file:key.txt}\" } }]");
        assertThat(house.rooms().getFirst().door()).isEqualTo(new LockedDoor(Secret.of("from a file")));
    }

    @Test
    void aValueCanBeWhatACommandPrintsAndTheCommandRunsOnce() throws Exception {
        Files.writeString(folder.resolve("key.sh"), "echo run >> runs; echo 'pass}word'\n");
        House house = read("""
                rooms:
                  - name: a
                    door: { key: "Bearer ${command:sh key.sh}", type: locked-door }
                """);
        assertThat(house.rooms().getFirst().door()).isEqualTo(new LockedDoor(Secret.of("Bearer pass}word")));
        assertThat(folder.resolve("runs")).hasContent("run");
        assertThatThrownBy(() -> read("rooms: [{ name: \"${command:sh -c 'exit 3' hunter2}\" }]"))
                .hasMessage("test.yaml:1: rooms[0].name: command sh ended with status 3, expected 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    flors: 2                                                | test.yaml:1: flors: unknown key, did you mean "floors"?
                    floors: 2;colour: red                                   | test.yaml:2: colour: unknown key, expected one of address, floors, max-stay, mode, notes, rooms
                    rooms: [{ nmae: hall }]                                 | test.yaml:1: rooms[0].nmae: unknown key, did you mean "name"?
                    rooms:;  - name: a;    door: { type: locked-door, kye: x } | test.yaml:3: rooms[0].door.kye: unknown key, did you mean "key"?
                    maxStay: 7d                                             | test.yaml:1: maxStay: unknown key, did you mean "max-stay"?
                    rooms: [{ airing: 1s }]                                 | test.yaml:1: rooms[0]: key "name" is missing
                    rooms:;  - name: a;    door: { type: glass }            | test.yaml:3: rooms[0].door: type is "glass", expected one of locked-door, open-door
                    rooms:;  - name: a;    door: { key: x }                 | test.yaml:3: rooms[0].door: key "type" is missing, expected one of locked-door, open-door
                    floors: two                                             | test.yaml:1: floors: is "two", expected a whole number
                    floors: -1                                              | test.yaml:1: house.floors is -1, expected 0 or more
                    floors: 2;max-stay: soon                                | test.yaml:2: max-stay: is "soon", expected a duration such as 250ms, 30s, 10m, 12h or 7d
                    mode: fail-sideways                                     | test.yaml:1: mode: is "fail-sideways", expected one of fail-open, fail-closed
                    rooms: hall                                             | test.yaml:1: rooms: expected a list
                    notes: [a]                                              | test.yaml:1: notes: expected a section of keys
                    floors: 2;floors: 3                                     | test.yaml:2: Duplicate field 'floors'
                    rooms: [{ name: "${env:NOBODY}" }]                      | test.yaml:1: rooms[0].name: environment variable NOBODY is not set
                    rooms: [{ name: a, door: { type: locked-door, key: [x] } }] | test.yaml:1: rooms[0].door.key: expected a secret of at least one character; ${env:NAME}, ${file:path} or ${command:program} keep it out of here
                    """)
    void whatIsWrongIsSaidWithFileLineAndKey(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace(';', '\n')))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void ofTextThatIsNoYamlIsSaidWhatWasFoundAndNoneOfTheText() {
        assertThatThrownBy(() -> read("floors: 2\n\tmode: s3cret"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("test.yaml:2: while scanning for the next token: found character [^\n]*TAB[^\n]*")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> read("")).hasMessage("test.yaml: is empty, expected a section of keys");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeSo() {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> ConfigFile.read(absent, House.class, name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessage(absent + ": there is no such file");
    }

    private House read(String yaml) {
        return ConfigFile.read("test.yaml", yaml, folder, House.class, name -> name.equals("KEY") ? "s3cret" : null);
    }
}
