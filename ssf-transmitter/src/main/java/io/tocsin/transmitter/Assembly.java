// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import io.tocsin.transmitter.client.LeavingReceivers;
import io.tocsin.transmitter.client.ReceiverRegistry;
import io.tocsin.transmitter.deadletter.DeadLetters;
import io.tocsin.transmitter.delivery.FailingStreams;
import io.tocsin.transmitter.delivery.Holding;
import io.tocsin.transmitter.delivery.Lanes;
import io.tocsin.transmitter.dialect.SignedSets;
import io.tocsin.transmitter.http.Serving;
import io.tocsin.transmitter.http.TransmitterRouter;
import io.tocsin.transmitter.http.exchange.TrustedProxies;
import io.tocsin.transmitter.http.placement.Placement;
import io.tocsin.transmitter.key.SealingKey;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.key.ring.SigningPool;
import io.tocsin.transmitter.lane.Departures;
import io.tocsin.transmitter.management.Activity;
import io.tocsin.transmitter.management.StreamJson;
import io.tocsin.transmitter.management.Verifications;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.operate.Operations;
import io.tocsin.transmitter.operate.StreamOperations;
import io.tocsin.transmitter.peer.Owner;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.push.PushClient;
import io.tocsin.transmitter.replay.Replays;
import io.tocsin.transmitter.snapshot.Snapshots;
import io.tocsin.transmitter.stream.KafkaStreamWrites;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.StreamDirectory;
import io.tocsin.transmitter.stream.StreamIndex;
import io.tocsin.transmitter.stream.StreamWrites;
import io.tocsin.transmitter.stream.Streams;
import io.tocsin.transmitter.subject.Audience;
import io.tocsin.transmitter.subject.SubjectDirectory;
import io.tocsin.transmitter.subject.SubjectUpkeep;
import io.tocsin.transmitter.subject.Subjects;
import io.tocsin.transmitter.subject.index.SubjectIndex;
import io.tocsin.transmitter.topology.TransmitterTopology;
import io.tocsin.transmitter.topology.running.OutboxPartitions;
import io.tocsin.transmitter.topology.running.OutboxWatch;
import io.tocsin.transmitter.topology.running.RunningTopology;
import io.tocsin.transmitter.topology.running.StreamsSettings;
import io.tocsin.transmitter.view.FollowedTopic;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** How the parts of a transmitter hold together: first what the process has once, then what each issuer has. */
record Assembly(
        RunningTopology topology,
        Lanes lanes,
        Placement placement,
        SigningKeys keys,
        DeadLetters deadLetters,
        Replays replays,
        Operations operations,
        List<FollowedTopic> followed,
        Handler<HttpServerRequest> router) {
    private static final Duration INACTIVITY_CHECK = Duration.ofSeconds(5);
    private static final Duration REMOVALS = Duration.ofMillis(250);
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    private static final int WINDOW = 1024;
    private static final Duration OUTBOX_WATCHED = Duration.ofSeconds(5);
    private static final Duration REDELIVER_AFTER = Duration.ofSeconds(10);
    /**
     * What there is around a transmitter, given to it.
     *
     * @param clientCertificates whether its server asks clients for a certificate
     */
    record Surroundings(
            Vertx vertx,
            Map<String, String> kafka,
            Wire wire,
            TopicWriter writer,
            InstantSource clock,
            TransmitterMetrics metrics,
            boolean clientCertificates) {}

    /**
     * Opens everything, in the order in which an event passes through it. What is opened is closed with {@code parts}.
     */
    static Assembly of(TransmitterConfig config, Surroundings around, Parts parts) {
        SigningKeys keys = SigningKeys.open(config.keysFile(), config.keys(), around.clock());
        SealingKey sealing = SealingKey.open(config.secretKeyFile());
        AddressRules addresses = new AddressRules(config.push().allowedAddresses());
        Admin admin = parts.opened(Admin.create(new HashMap<>(around.kafka())));
        OutboxPartitions partitions = OutboxPartitions.read(admin, around.wire());

        SigningPool signer = parts.opened(new SigningPool(keys, around.metrics()));
        parts.opened(Timers.every(around.vertx(), config.keys().rereadEvery(), keys::tend));
        PushClient pusher = parts.opened(
                new PushClient(around.vertx(), config.push(), addresses, around.metrics(), around.clock()));
        StreamDirectory directory = parts.opened(StreamDirectory.open(around.kafka(), around.wire()));
        Access access = Access.open(config, around, addresses, parts);
        StreamWrites writes = new KafkaStreamWrites(around.writer(), directory);
        Streams streams = new Streams(directory.index(), writes);
        StatusChanges statuses =
                new StatusChanges(streams, writes, config.delivery().resumeAfter(), around.clock());

        SubjectIndex subjects = Subjects.index(config.subjects());
        SubjectDirectory said =
                parts.opened(SubjectDirectory.open(around.kafka(), around.wire(), around.writer(), subjects));

        Lanes lanes = new Lanes(
                departures(config, around, directory.index(), access, signer, pusher, sealing, statuses),
                new Holding(config.retention(), config.delivery().heldLimit()),
                partitions);
        directory.listen(lanes);
        Audience audience = new Audience(directory.index(), subjects);
        RunningTopology topology = parts.opened(new RunningTopology(
                TransmitterTopology.build(
                        around.wire(),
                        directory.index(),
                        audience,
                        lanes,
                        config.retention(),
                        around.clock(),
                        around.metrics()),
                StreamsSettings.of(around.kafka(), config.stateDir(), around.wire(), config.peers()),
                around.wire().keys(Topics.OUTBOX).serializer(),
                around.clock()));

        SubjectUpkeep upkeep = new SubjectUpkeep(subjects, directory.index(), said, lanes::has, around.clock());
        parts.opened(Timers.every(around.vertx(), UPKEEP, () -> {
            var unused = upkeep.run();
        }));

        parts.opened(new OutboxWatch(partitions, admin, OUTBOX_WATCHED, topology::giveUp));
        Activity activity = new Activity(streams, statuses, access.receivers()::byClientId, lanes::has, around.clock());
        parts.opened(Timers.every(around.vertx(), INACTIVITY_CHECK, activity::check));

        StreamJson json = new StreamJson(config.minVerificationInterval());
        int replayRate = config.delivery().replayRate();
        DeadLetters deadLetters = parts.opened(new DeadLetters(
                around.kafka(), admin, around.wire(), around.writer(), directory.index(), around.clock(), replayRate));
        Replays replays = parts.opened(new Replays(
                around.kafka(),
                around.wire(),
                around.writer(),
                directory.index(),
                partitions,
                around.clock(),
                replayRate));

        List<FollowedTopic> seen = access.followed(directory.followed(), said.followed());
        Peering peering = Peering.of(config, around, parts, admin, keys, signer, directory, seen, lanes, topology);
        ReceiverRegistry registry = access.registry(directory.index());
        LeavingReceivers leaving = new LeavingReceivers(
                access.receivers(),
                registry,
                streams,
                key -> peering.owners().of(key) instanceof Owner.Here,
                around.clock());
        parts.opened(Timers.every(around.vertx(), REMOVALS, leaving::run));
        Snapshots snapshots = parts.opened(new Snapshots(
                admin, around.kafka(), around.wire(), audience, signer, access::profileOf, around.clock()));
        Serving serving = new Serving(
                around.vertx(),
                keys,
                new Verifications(writes, config.minVerificationInterval(), around.clock()),
                json,
                new Subjects(subjects, said, config.subjects(), around.clock()),
                lanes,
                snapshots,
                peering.placement(),
                config.longPoll(),
                new TrustedProxies(config.trustedProxies()),
                around.metrics());
        Issuers issuers = new Issuers(
                access, around, keys, signer, streams, statuses, activity, json, sealing, addresses, peering.fresh());
        Operations operations = new Operations(
                new StreamOperations(streams, statuses, lanes, replays, peering.owners()),
                registry,
                deadLetters,
                keys,
                peering.instances());
        return new Assembly(
                topology,
                lanes,
                serving.placement(),
                keys,
                deadLetters,
                replays,
                operations,
                access.followed(directory.followed(), said.followed(), deadLetters.followed()),
                TransmitterRouter.build(
                        serving, config.issuers().stream().map(issuers::of).toList()));
    }

    private static Departures departures(
            TransmitterConfig config,
            Surroundings around,
            StreamIndex streams,
            Access access,
            TokenSigner signer,
            PushClient pusher,
            SealingKey sealing,
            StatusChanges statuses) {
        return new Departures(
                streams,
                new SignedSets(streams, access::profileOf, signer),
                pusher,
                sealing::unseal,
                new FailingStreams(statuses),
                (delay, call) -> around.vertx().setTimer(Math.max(1, delay.toMillis()), timer -> call.run()),
                around.clock(),
                new SecureRandom(),
                around.metrics(),
                WINDOW,
                config.push().inFlightPerStream(),
                config.delivery().patience(config.push()),
                REDELIVER_AFTER,
                receiver -> access.receivers()
                        .byClientId(receiver)
                        .map(ReceiverRegistration::collapse)
                        .orElse(config.delivery().collapse()));
    }
}
