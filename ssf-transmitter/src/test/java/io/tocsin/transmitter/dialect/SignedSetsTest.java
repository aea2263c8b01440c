// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import io.tocsin.schemas.conformance.Requirement;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.risk.LatencyStamps;
import io.tocsin.schemas.stream.OutboxEntry;
import io.tocsin.transmitter.key.ring.Rotation;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.key.ring.SigningPool;
import io.tocsin.transmitter.key.ring.Verifying;
import io.tocsin.transmitter.lane.Sets;
import io.tocsin.transmitter.metrics.TransmitterMetrics;
import io.tocsin.transmitter.stream.StreamFixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedSetsTest {
    @TempDir
    Path folder;

    private final StreamFixture streams = new StreamFixture();
    private final Map<String, SetProfile> profiles = Map.of(
            "client-a", new SetProfile(SetProfile.writer(Dialect.SSF_1_0), SigningAlgorithm.ES256),
            "client-b", new SetProfile(SetProfile.writer(Dialect.OKTA), SigningAlgorithm.RS256));
    private SigningKeys keys;
    private SigningPool pool;
    private SignedSets sets;

    @BeforeEach
    void twoReceivers() {
        keys = SigningKeys.open(folder.resolve("keys.json"));
        pool = new SigningPool(keys, TransmitterMetrics.NONE);
        sets = new SignedSets(streams.index(), name -> profiles.getOrDefault(name, SetProfile.DEFAULT), pool);
        streams.put(Sets.pushed("s-a", "a", "https://rx.example/a"));
        streams.put(Sets.pushed("s-b", "b", "https://rx.example/b"));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private static OutboxEntry entry(String streamId, String name) {
        return new OutboxEntry(streamId, "alice", Events.all().get(name), LatencyStamps.NONE);
    }

    @Test
    @Requirement({"A-26", "SSF-4.1.1-1"})
    void eachReceiverGetsItsOwnAlgorithmAndDialect() throws Exception {
        JWSObject standard = JWSObject.parse(
                sets.of(entry("s-a", "session-revoked-user"), null).join());
        JWSObject okta = JWSObject.parse(
                sets.of(entry("s-b", "session-revoked-user"), null).join());

        assertThat(standard.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(standard.getPayload().toJSONObject()).containsKey("sub_id");
        assertThat(okta.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(okta.getPayload().toJSONObject()).doesNotContainKey("sub_id");
        assertThat(Verifying.verifies(okta.serialize(), keys.publishedJson())).isTrue();
    }

    @Test
    void aStreamThatIsGoneGetsTheStandard() throws Exception {
        JWSObject set = JWSObject.parse(
                sets.of(entry("s-gone", "session-revoked-user"), null).join());

        assertThat(set.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    }

    @Test
    @Requirement({"SET-2.2-1", "SEC-3"})
    void aRetransmissionIsTheSameTokenWhileItsKeyIsPublished() {
        OutboxEntry entry = entry("s-a", "session-revoked-user");
        String first = sets.of(entry, null).join();
        assertThat(sets.of(entry, first).join()).isSameAs(first);

        keys.rotate(Rotation.EMERGENCY, SigningAlgorithm.ES256);

        String again = sets.of(entry, first).join();
        assertThat(again).isNotEqualTo(first);
        assertThat(Verifying.verifies(again, keys.publishedJson())).isTrue();
        assertThat(Verifying.verifies(first, keys.publishedJson())).isFalse();
    }

    @Test
    void whatCannotBeSaidFailsAndSaysWhy() {
        assertThatThrownBy(() -> sets.of(entry("s-b", "verification"), null).join())
                .satisfies(failure ->
                        assertThat(InexpressibleException.in(failure)).isPresent())
                .hasMessageContaining("dialect okta");
    }
}
