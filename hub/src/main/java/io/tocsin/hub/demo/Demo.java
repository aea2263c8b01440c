// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo;

import io.tocsin.hub.demo.audience.Audience;
import io.tocsin.hub.demo.audience.Quiet;
import io.tocsin.hub.demo.audience.StreamCheck;
import io.tocsin.hub.demo.audience.Visitor;
import io.tocsin.hub.demo.audience.Watch;
import io.tocsin.hub.demo.stage.Stage;
import io.tocsin.hub.lab.Cast;
import io.tocsin.hub.lab.VendorLab;
import io.tocsin.hub.part.Parts;
import io.tocsin.hub.part.StartException;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.tls.Trust;
import io.tocsin.receiver.Receiver;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The demo, from set-up to verdict. */
public final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Parts parts;
    private final Stage stage;
    private final Narrator narrator;
    private final InstantSource clock;
    private final Hub hub;
    private final Audience audience;
    private final Watch watch;
    private final VendorLab lab;
    private final HttpClient client;
    private final Duration ready;

    private Demo(
            Parts parts, Stage stage, Narrator narrator, InstantSource clock, Instant begun, Consumer<String> onBroken)
            throws IOException, InterruptedException {
        this.parts = parts;
        this.stage = stage;
        this.narrator = narrator;
        this.clock = clock;
        SSLContext trust = Trust.in(stage.authority().root());
        hub = parts.keep("hub", Hub.start(stage.config(), stage.config().roles(), clock, onBroken));
        audience = parts.start("audience", () -> Audience.seat(stage, clock));
        watch = parts.start("watch", () -> Watch.start(hub.kafka(), clock));
        lab = parts.keep("lab", new VendorLab(stage.webhooks(), trust, stage.labKeys(), clock));
        client = parts.keep("client", HttpClient.newBuilder().sslContext(trust).build());
        for (Receiver receiver : receivers()) {
            if (!receiver.awaitRunning(PATIENCE)) {
                throw new StartException("a receiver could not set up its stream: " + receiver.health());
            }
        }
        ready = Duration.between(begun, clock.instant());
    }

    /**
     * Starts everything and returns when both receivers have their streams.
     *
     * @param folder kept for the next run
     * @param firstPort of six in a row that are wished for; 0 for any
     * @param kafka which Kafka the hub uses, as {@link Stage#set} takes it
     * @param begun when somebody began to wait
     * @throws StartException if something does not start
     */
    public static Demo start(
            Path folder,
            int firstPort,
            String kafka,
            Narrator narrator,
            InstantSource clock,
            Instant begun,
            Consumer<String> onBroken)
            throws InterruptedException {
        Parts parts = new Parts();
        try {
            Stage stage = Stage.set(folder, firstPort, kafka, clock);
            if (!stage.ports().asWished()) {
                narrator.note("Port " + firstPort + " or one of the five above is taken: others are used.");
            }
            return new Demo(parts, stage, narrator, clock, begun, onBroken);
        } catch (IOException e) {
            parts.close();
            throw new StartException("the demo's folder " + folder + ": " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            parts.close();
            throw e;
        }
    }

    /** Where everything is. */
    Stage stage() {
        return stage;
    }

    private List<Receiver> receivers() {
        return List.of(audience.receiver(), hub.edge().receiver());
    }

    /** Plays the story to its end, waits until nothing is under way any more, and judges. */
    public Verdict play() throws InterruptedException {
        Cast cast = Cast.of(stage.run());
        narrator.title("tocsin demo · run " + stage.run() + " · ready after " + Step.time(ready));
        narrator.headings();
        Story story =
                new Story(cast, lab, new Visitor(client, stage.page(), clock), watch, audience.recorder(), narrator);
        story.play();
        try {
            awaitQuiet();
        } catch (IOException | ExecutionException e) {
            narrator.bad("could not see whether all is done: " + e.getMessage());
        }
        Verdict verdict = story.verdict(ready);
        verdict.faults().forEach(narrator::bad);
        narrator.verdict(
                verdict.passed(),
                verdict.arrived() + " of " + verdict.expected() + " deliveries arrived, " + verdict.unexpected()
                        + " unexpected; signal to acknowledgement p50 " + verdict.millis(50) + " ms, max "
                        + verdict.millis(100) + " ms");
        narrator.gap();
        return verdict;
    }

    /** No work left in Kafka, and then a SET of no consequence that comes after all others on each stream. */
    private void awaitQuiet() throws InterruptedException, IOException, ExecutionException {
        if (!Quiet.await(hub.kafka(), PATIENCE, clock)) {
            narrator.bad("the hub is still busy after " + PATIENCE.toSeconds() + " s");
        }
        Instant asked = clock.instant();
        StreamCheck check = new StreamCheck(client, stage.issuer());
        for (String receiver : List.of(Audience.CLIENT, "edge")) {
            check.verifyStreamsOf(receiver, stage.secret(receiver));
        }
        Instant deadline = asked.plus(PATIENCE);
        while (!receivers().stream().allMatch(receiver -> verifiedSince(receiver, asked))) {
            if (clock.instant().isAfter(deadline)) {
                narrator.bad("a stream did not bring the verification event asked for");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static boolean verifiedSince(Receiver receiver, Instant asked) {
        return receiver.health().stream()
                .allMatch(stream ->
                        stream.verified().filter(at -> !at.isBefore(asked)).isPresent());
    }

    /** What somebody can do while it runs. */
    public void invite() {
        Cast cast = Cast.of(stage.run());
        narrator.title("Still running; Ctrl-C stops it. For example:");
        narrator.note("curl --cacert " + stage.authority().root() + " -i -H 'Cookie: session="
                + cast.bob().id() + "' " + stage.page());
        narrator.note("./tocsin emit session-revoked --config " + stage.configFile() + " --subject session:"
                + cast.bob().id() + " --reason 'Laptop stolen'");
        narrator.note("./tocsin streams list --config " + stage.configFile());
        narrator.note("curl --cacert " + stage.authority().root() + " https://localhost:"
                + stage.ports().admin() + "/metrics");
        narrator.note("The SSF transmitter is " + stage.issuer() + ", the log " + stage.log());
        narrator.gap();
    }

    @Override
    public void close() {
        parts.close();
    }
}
