// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.risk.label.Label;
import io.tocsin.schemas.recording.RecordedSignal;
import io.tocsin.schemas.recording.RecordingWriter;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");

    @TempDir
    private Path folder;

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        byte[] once = Files.readAllBytes(file(Month.of(42, 60, 4, FIRST), "a.avro"));
        byte[] again = Files.readAllBytes(file(Month.of(42, 60, 4, FIRST), "b.avro"));
        assertThat(again).isEqualTo(once);
        assertThat(Files.readAllBytes(file(Month.of(43, 60, 4, FIRST), "c.avro")))
                .isNotEqualTo(once);
    }

    /**
     * If this fails because somebody changed a habit, the new digest is right; on another machine alone, nothing is.
     */
    @Test
    void theSignalsOfASeedAreTheSameOnAnyMachine() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        live(Month.of(42, 60, 4, FIRST))
                .forEach(recorded -> digest.update(essence(recorded).getBytes(UTF_8)));
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("fe4b2c78a14850aad55337fedb8325904d0d90b0b5d2996105c3bbd8277031ed");
    }

    @Test
    void signalsComeInTheOrderOfTheirArrivalAndAboutWhatHasHappened() {
        List<RecordedSignal> heard = live(Month.of(1, 100, 5, FIRST));
        assertThat(heard).isSortedAccordingTo(Comparator.comparing(RecordedSignal::timestamp));
        assertThat(heard)
                .allSatisfy(recorded ->
                        assertThat(recorded.signal().times().event()).isBeforeOrEqualTo(recorded.timestamp()));
        assertThat(heard.getFirst().timestamp()).isAfterOrEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(heard.getLast().timestamp()).isBefore(Instant.parse("2026-03-07T00:00:00Z"));
    }

    @Test
    void someAreLateAndSomeComeTwice() {
        List<RecordedSignal> heard = live(Month.of(2, 200, 5, FIRST));
        Set<String> ids = new HashSet<>();
        long twice = heard.stream().filter(r -> !ids.add(r.signal().id())).count();
        long late = heard.stream()
                .filter(r -> Duration.between(r.signal().times().event(), r.timestamp())
                                .compareTo(Duration.ofMinutes(2))
                        > 0)
                .count();
        assertThat((double) twice / heard.size()).isBetween(0.002, 0.02);
        assertThat((double) late / heard.size()).isBetween(0.0005, 0.02);
    }

    @Test
    void everyKindOfAttackHasLabelsWhoseSessionsAreInTheSignals() {
        Month month = Month.of(3, 300, 6, FIRST);
        Set<String> sessions = live(month).stream()
                .map(RecordedSignal::signal)
                .map(Signal::session)
                .filter(session -> session != null)
                .map(session -> session.identifiers().getFirst().value())
                .collect(Collectors.toSet());
        List<Label> labels = month.labels().labels();
        assertThat(labels)
                .extracting(Label::attack)
                .contains(
                        "password-spray",
                        "credential-stuffing",
                        "session-theft",
                        "mfa-fatigue",
                        "infostealer",
                        "compliance-drift",
                        "alert-storm");
        for (Label label : labels) {
            if (label.expected() == Label.Expected.REVOKE
                    && label.end().isBefore(month.to())
                    && !label.attack().equals("compliance-drift")) {
                assertThat(sessions).as(label.attack()).containsAll(label.sessions());
                assertThat(label.sessions()).as(label.attack()).isNotEmpty();
            }
        }
    }

    @Test
    void theMixIsThatOfACompanyAtWork() {
        List<RecordedSignal> heard = live(Month.of(4, 1_000, 7, FIRST));
        Map<SignalType, Long> mix =
                heard.stream().collect(Collectors.groupingBy(r -> r.signal().type(), Collectors.counting()));
        double aDay = heard.size() / 1_000.0 / 7;
        assertThat(aDay).as("signals a person a day, weekends included").isBetween(5.0, 15.0);
        assertThat(mix.get(SignalType.SESSION_CREATED)).isGreaterThan(mix.get(SignalType.LOGIN_FAILED));
        assertThat(mix)
                .containsKeys(
                        SignalType.DEVICE_SEEN,
                        SignalType.DEVICE_COMPLIANCE_CHANGED,
                        SignalType.THREAT_DETECTED,
                        SignalType.THREAT_RESOLVED,
                        SignalType.MFA_CHANGED,
                        SignalType.SESSION_CONTEXT_CHANGED,
                        SignalType.RISK_ASSESSED,
                        SignalType.SESSION_ENDED);
    }

    private static String essence(RecordedSignal recorded) {
        Signal signal = recorded.signal();
        return String.join(
                "|",
                recorded.timestamp().toString(),
                signal.id(),
                signal.type().name(),
                signal.times().event().toString(),
                String.valueOf(signal.context().ipAddress()),
                names(signal.user()),
                names(signal.device()),
                names(signal.session()));
    }

    private static String names(@Nullable Entity entity) {
        return entity == null
                ? ""
                : entity.identifiers().stream()
                        .map(name -> name.kind() + "=" + name.value())
                        .collect(Collectors.joining(","));
    }

    private static List<RecordedSignal> live(Month month) {
        List<RecordedSignal> heard = new ArrayList<>();
        month.live(heard::add, day -> {});
        return heard;
    }

    private Path file(Month month, String name) {
        Path file = folder.resolve(name);
        try (RecordingWriter writer = RecordingWriter.create(file, month.about("test"))) {
            month.live(writer::write, day -> {});
            writer.finish();
        }
        return file;
    }
}
