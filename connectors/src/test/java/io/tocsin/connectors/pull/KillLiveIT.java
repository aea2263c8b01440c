// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.connectors.crowdstrike.FalconStream;
import io.tocsin.connectors.eventhubs.DiagnosticLogs;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.live.KafkaFeed;
import io.tocsin.connectors.live.LiveFeed;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.pull.DyingProducer.Killed;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.VendorLines;
import io.tocsin.kafka.KafkaCluster;
import io.tocsin.kafka.KafkaExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same where the vendor holds the line, or topics of its own: what was read is left behind with the reader. */
@ExtendWith(KafkaExtension.class)
class KillLiveIT {
    @AutoClose
    private KillRig rig;

    @BeforeEach
    void start(KafkaCluster cluster) {
        rig = new KillRig(cluster);
    }

    @ParameterizedTest
    @EnumSource
    void onALineThatStaysOpen(Step step) throws Exception {
        ObjectNode event = (ObjectNode) Samples.json("crowdstrike/EppDetectionSummaryEvent.json");
        for (int i = 1; i <= 5; i++) {
            ObjectNode another = event.deepCopy();
            ((ObjectNode) another.get("metadata")).put("offset", i);
            ((ObjectNode) another.get("event")).put("CompositeId", "id-" + i);
            rig.bench.lab.firehose().add(0, another);
        }
        FalconStream format = new FalconStream(rig.api(), "tocsin");
        VendorLines lines = rig.vendor.lines(format.origins());
        LiveFeed.Limits two = new LiveFeed.Limits(2, Duration.ofSeconds(5));
        FeedId id = rig.feed();
        Reader mortal = rig.mortal(
                id,
                new LiveFeed(id, format, rig.vendor, step.lines(lines), Duration.ofDays(1), two, rig.bench.clock()),
                step);
        assertThatThrownBy(() -> rig.readTo("0:5", id, mortal)).isInstanceOf(Killed.class);
        // its connection is still open: the next reader of that name has it closed by the vendor
        Reader next =
                rig.reader(id, new LiveFeed(id, format, rig.vendor, lines, Duration.ofDays(1), two, rig.bench.clock()));
        rig.readTo("0:5", id, next);
        next.close();
        mortal.close();
        assertThat(rig.committed(id))
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-1", "id-2", "id-3", "id-4", "id-5");
    }

    @ParameterizedTest
    @EnumSource
    void onTopicsThatTheVendorKeeps(Step step) throws Exception {
        String topic = rig.cluster.createTopic("insights-logs-signinlogs", 2, Map.of("retention.ms", "-1"));
        ObjectNode message = (ObjectNode) Samples.json("azure-eventhubs-kafka/entra-signin-record.json");
        Map<String, Object> properties = new HashMap<>(rig.kafka);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 5; i++) {
                ((ObjectNode) message.at("/records/0/properties")).put("id", "id-" + i);
                producer.send(new ProducerRecord<>(
                                topic, i % 2, null, message.toString().getBytes(UTF_8)))
                        .get();
            }
        }
        FeedId id = rig.feed();
        Reader mortal = rig.mortal(id, step.feed(topics(id, topic)), step);
        String end = topic + "/0:2," + topic + "/1:1";
        assertThatThrownBy(() -> rig.readTo(end, id, mortal)).isInstanceOf(Killed.class);
        Reader next = rig.reader(id, topics(id, topic));
        rig.readTo(end, id, next);
        next.close();
        mortal.close();
        assertThat(rig.committed(id))
                .extracting(signal -> signal.source().eventId())
                .containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3", "id-4");
    }

    private Feed topics(FeedId id, String topic) {
        DiagnosticLogs logs = new DiagnosticLogs(Map.of("SignInLogs", GraphLog.SIGN_INS.mapper(new Directory("acme"))));
        LiveFeed.Limits two = new LiveFeed.Limits(2, Duration.ofSeconds(5));
        return new KafkaFeed(id, logs, List.of(topic), client(), Duration.ofDays(1), two, rig.bench.clock());
    }

    private KafkaFeed.Client client() {
        return new KafkaFeed.Client() {
            @Override
            public Map<String, String> properties() {
                return rig.kafka;
            }

            @Override
            public void refused() {
                throw new IllegalStateException("a broker that asks for nothing refuses nobody");
            }
        };
    }
}
