// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import static java.util.stream.Collectors.joining;

import io.tocsin.hub.demo.audience.Audience;
import io.tocsin.hub.demo.audience.Recorder;
import io.tocsin.hub.demo.audience.Visitor;
import io.tocsin.hub.demo.audience.Watch;
import io.tocsin.hub.emit.SubjectText;
import io.tocsin.hub.lab.Cast;
import io.tocsin.hub.lab.Device;
import io.tocsin.hub.lab.Sent;
import io.tocsin.hub.lab.Session;
import io.tocsin.hub.lab.VendorLab;
import io.tocsin.receiver.VerifiedSet;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.risk.SecurityEvent;
import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.schemas.stream.DeliveryReport.Result.Acknowledged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story: Alice has a Mac and a second computer, Bob has his own. Her Mac loses its disk encryption and then
 * somebody dumps its keychain; her session there ends, and nothing else does.
 */
final class Story {
    private static final Logger LOG = LoggerFactory.getLogger(Story.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> RECEIVERS = Set.of(Audience.CLIENT, "edge");

    private final Cast cast;
    private final VendorLab lab;
    private final Visitor visitor;
    private final Watch watch;
    private final Recorder recorder;
    private final Narrator narrator;
    private final Map<String, SecurityEvent> expected = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Duration> signalToAck = new ArrayList<>();
    private int signals;
    private int wanted;
    private int arrived;

    Story(Cast cast, VendorLab lab, Visitor visitor, Watch watch, Recorder recorder, Narrator narrator) {
        this.cast = cast;
        this.lab = lab;
        this.visitor = visitor;
        this.watch = watch;
        this.recorder = recorder;
        this.narrator = narrator;
    }

    void play() throws InterruptedException {
        Device mac = cast.aliceOnMac().device();
        for (Session session : List.of(cast.aliceOnMac(), cast.aliceElsewhere(), cast.bob())) {
            Device device = session.device();
            heard("inventory", device.name() + " is " + device.owner().name() + "'s", lab.inventoryRecords(device));
        }
        for (Session session : List.of(cast.aliceOnMac(), cast.aliceElsewhere(), cast.bob())) {
            heard(
                    "okta",
                    session.user().name() + " signs in on " + session.device().name(),
                    lab.oktaStarts(session));
        }
        heard("jamf", mac.name() + " checks in", lab.jamfSees(cast.aliceOnMac()));
        pageShows(cast.aliceOnMac(), 200);
        pageShows(cast.aliceElsewhere(), 200);
        pageShows(cast.bob(), 200);

        lab.jamfFindsNonCompliant(mac);
        told("jamf", mac.name() + ": FileVault is off", EventType.DEVICE_COMPLIANCE_CHANGE, mac.serial());
        lab.edrDetects(mac);
        told(
                "edr",
                mac.name() + ": keychain dumped, high",
                EventType.SESSION_REVOKED,
                cast.aliceOnMac().id());
        pageShows(cast.aliceOnMac(), 401);
        pageShows(cast.aliceElsewhere(), 200);
        pageShows(cast.bob(), 200);
    }

    private void heard(String who, String what, Sent sent) {
        signals++;
        narrator.step(new Step(who, what, "", Step.time(sent.accepted()), true));
    }

    private void pageShows(Session session, int status) throws InterruptedException {
        String who = session.user().name() + " on " + session.device().name();
        int shown = visitor.awaitStatus(session.id(), status, PATIENCE);
        if (shown != status) {
            faults.add("the page answered " + shown + " to " + who + ", expected " + status);
        }
        narrator.step(new Step("page", who, Integer.toString(shown), "", shown == status));
    }

    /** Of the signal just sent, every receiver has to be told by one event. */
    private void told(String who, String what, EventType type, String about) throws InterruptedException {
        signals++;
        wanted += RECEIVERS.size();
        watch.await(
                seen -> event(type, about)
                                .map(event -> acknowledged(event).size())
                                .orElse(0)
                        == RECEIVERS.size(),
                PATIENCE);
        Optional<SecurityEvent> event = event(type, about);
        event.ifPresent(it -> expected.put(it.txn(), it));
        Map<String, Duration> latencies = new TreeMap<>();
        event.ifPresent(it -> acknowledged(it).forEach((receiver, report) -> latencies.put(receiver, latency(report))));
        signalToAck.addAll(latencies.values());
        arrived += latencies.size();
        String latency = latencies.entrySet().stream()
                .map(each -> each.getKey() + " " + Step.time(each.getValue()))
                .collect(joining(" · "));
        boolean good = latencies.size() == RECEIVERS.size();
        narrator.step(new Step(who, what, good ? type.shortName() : "nothing, or not everywhere", latency, good));
    }

    private Optional<SecurityEvent> event(EventType type, String about) {
        return watch.events().stream()
                .filter(event -> event.event().type().equals(type))
                .filter(event -> SubjectText.json(event.subject()).contains('"' + about + '"'))
                .findFirst();
    }

    private Map<String, DeliveryReport> acknowledged(SecurityEvent event) {
        Map<String, DeliveryReport> reports = new HashMap<>(watch.deliveriesOf(event.txn()));
        reports.keySet().retainAll(RECEIVERS);
        reports.values().removeIf(report -> !(report.result() instanceof Acknowledged));
        return reports;
    }

    /** From the signal's arrival at the hub to the receiver's acknowledgement. */
    private static Duration latency(DeliveryReport report) {
        LatencyStamps stamps = report.stamps();
        LOG.debug("{}", stamps);
        return stamps.ingested() == null || stamps.acknowledged() == null
                ? Duration.ZERO
                : Duration.between(stamps.ingested(), stamps.acknowledged());
    }

    /** To be asked when nothing is under way any more. */
    Verdict verdict(Duration ready) {
        List<String> all = new ArrayList<>(faults);
        all.addAll(recorder.faults());
        Set<String> surprises = new HashSet<>();
        for (SecurityEvent event : watch.events()) {
            if (!expected.containsKey(event.txn()) && isOfThisRun(SubjectText.json(event.subject()))) {
                surprises.add(event.txn());
            }
        }
        Set<String> pushed = new HashSet<>();
        for (VerifiedSet set : recorder.sets()) {
            String txn = String.valueOf(set.claims().txn());
            pushed.add(txn);
            if (!expected.containsKey(txn)
                    && isOfThisRun(SubjectText.json(set.claims().subId()))) {
                surprises.add(txn);
            }
        }
        expected.keySet().stream()
                .filter(txn -> !pushed.contains(txn))
                .forEach(txn -> all.add("the receiver has no SET of txn " + txn));
        return new Verdict(cast.run(), signals, wanted, arrived, surprises.size(), all, signalToAck, ready);
    }

    /** What a killed run left to be delivered is told in the next one; it is about that run's people. */
    private boolean isOfThisRun(String subject) {
        for (int run = 1; run < cast.run(); run++) {
            if (Cast.of(run).isAbout(subject)) {
                return false;
            }
        }
        return true;
    }
}
