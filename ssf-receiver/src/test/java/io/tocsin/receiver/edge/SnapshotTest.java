// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.rig.PushClient;
import io.tocsin.receiver.rig.Sets;
import io.tocsin.receiver.rig.Signer;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.receiver.rig.Tls;
import io.tocsin.schemas.event.EventType;
import io.tocsin.schemas.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** What an edge learns of the time before its stream, from a transmitter that can tell it. */
class SnapshotTest extends EdgeScenario {
    private String page(RSAKey key, String streamId, String watermark, boolean more, String... sessions) {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", transmitter.issuer())
                .put("stream_id", streamId)
                .put("watermark", watermark)
                .put("more", more);
        ArrayNode sets = JsonNodeFactory.instance.arrayNode();
        for (String session : sessions) {
            sets.add(Sets.sessionRevoked(transmitter.issuer(), "before-" + session, clock.instant(), session));
        }
        claims.put("sets", compressed(sets.toString()));
        String header = "{\"typ\":\"tocsin-snapshot+jwt\",\"alg\":\"RS256\",\"kid\":\"" + key.getKeyID() + "\"}";
        return Signer.sign(header, claims.toString(), key, JWSAlgorithm.RS256);
    }

    private static String compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true))) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private void startFailingOpen() {
        startEdge(Streams.managed(transmitter.issuer(), DeliverySettings.Poll.DEFAULT), OnSilence.FAIL_OPEN);
    }

    private void awaitLive() {
        await().atMost(LONG).until(() -> mode(ask("X-Session-Id", "anybody")).equals("live"));
    }

    @Test
    void whatWasRevokedBeforeTheStreamBeganIsRevokedPageByPage() throws Exception {
        transmitter.offerSnapshots(since -> since.isEmpty()
                ? page(Signer.RSA, "s-1", "one", true, "sess-1", "sess-2")
                : page(Signer.RSA, "s-1", "two", false, "sess-3"));

        startFailingOpen();
        awaitLive();

        for (String session : new String[] {"sess-1", "sess-2", "sess-3"}) {
            assertThat(ask("X-Session-Id", session).statusCode()).isEqualTo(401);
        }
        assertThat(transmitter.watermarks).containsExactly("", "one");
    }

    @Test
    void afterARestartOnlyWhatIsNewerThanTheWatermarkIsAskedFor() throws Exception {
        transmitter.offerSnapshots(since -> page(Signer.RSA, "s-1", since + "x", false, "sess-" + since));
        startFailingOpen();
        awaitLive();
        requireNonNull(edge).close();

        startFailingOpen();
        awaitLive();

        assertThat(transmitter.watermarks).containsExactly("", "x");
        assertThat(ask("X-Session-Id", "sess-").statusCode()).isEqualTo(401);
        assertThat(ask("X-Session-Id", "sess-x").statusCode()).isEqualTo(401);
    }

    @Test
    void aSnapshotThatSomebodyElseSignedOrOfAnotherStreamIsNotTaken() throws Exception {
        transmitter.offerSnapshots(since -> page(Signer.OTHER_RSA, "s-1", "x", false, "sess-1"));
        startFailingOpen();
        awaitTrouble("kid");
        transmitter.offerSnapshots(since -> page(Signer.RSA, "s-2", "x", false, "sess-1"));
        awaitTrouble("stream_id");

        assertThat(get("/health").body()).contains("\"entries\":0").contains("\"status\":\"silent\"");
    }

    @Test
    void aPushedStreamIsNotHeardBeforeItsSnapshotIsIn() throws Exception {
        transmitter.offerSnapshots(since -> page(Signer.RSA, "s-1", "x", false, "sess-1"));
        transmitter.hung.add("/snapshot");
        startEdge(
                StreamSettings.pushed(
                                "acme",
                                transmitter.issuer(),
                                ClientCredentials.basic("rx", Secret.of("s3cret")),
                                Streams.push(Streams.PATH),
                                Streams.EVENTS)
                        .trusting(Tls.ca()),
                OnSilence.FAIL_CLOSED);
        PushClient client = new PushClient(port(), Streams.PATH);
        String verification =
                Signer.sign(Sets.ofStream(transmitter.issuer(), "v1", clock.instant(), EventType.VERIFICATION, "s-1")
                        .toString());

        await().atMost(LONG).until(() -> client.push(verification).statusCode() == 202);

        await().during(Duration.ofMillis(500))
                .atMost(LONG)
                .until(() -> ask("X-Session-Id", "sess-2").statusCode() == 401);
    }

    @Test
    void aSnapshotThatDoesNotGoOnIsNotAskedForForEver() throws Exception {
        transmitter.offerSnapshots(since -> page(Signer.RSA, "s-1", "same", true, "sess-1"));
        startFailingOpen();

        awaitTrouble("ends where it began");
    }

    private void awaitTrouble(String word) {
        await().atMost(LONG).until(() -> get("/health").body().contains(word));
    }
}
