// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.Snapshot;
import io.tocsin.receiver.SnapshotHandler;
import io.tocsin.receiver.http.Call;
import io.tocsin.receiver.http.Reply;
import io.tocsin.receiver.http.StatusException;
import io.tocsin.receiver.http.StrictJson;
import io.tocsin.receiver.http.Urls;
import io.tocsin.receiver.intake.InboundStream;
import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.receiver.token.AuthorizedCalls;
import io.tocsin.receiver.verify.Expectations;
import io.tocsin.receiver.verify.SignedSnapshot;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a transmitter that has it for what a stream was not told, and hands it over. */
final class SnapshotClient {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_PAGE = 16 * 1024 * 1024;

    private final AuthorizedCalls calls;
    private final URI endpoint;
    private final SnapshotHandler handler;

    SnapshotClient(AuthorizedCalls calls, URI endpoint, SnapshotHandler handler) {
        this.calls = calls;
        this.endpoint = endpoint;
        this.handler = handler;
    }

    /** Returns when all of it is safe here. */
    void take(InboundStream stream, String streamId, Expectations expected) throws IOException, InterruptedException {
        int pages = 0;
        long sets = 0;
        boolean more = true;
        while (more) {
            String since = handler.watermark(stream.settings());
            Snapshot page = page(streamId, since, expected);
            if (page.more() && page.watermark().equals(since)) {
                throw new IOException("a page of the snapshot says that more follows, and ends where it began");
            }
            handOver(stream, page);
            pages++;
            sets += page.sets().size();
            more = page.more();
        }
        LOG.info("Stream {} was told {} events of before, in {} pages", stream.name(), sets, pages);
    }

    private Snapshot page(String streamId, String since, Expectations expected)
            throws IOException, InterruptedException {
        URI uri = Urls.withQuery(endpoint, "stream_id", streamId);
        Reply reply = calls.send(
                new Call(
                        HttpMethod.GET,
                        since.isEmpty() ? uri : Urls.withQuery(uri, "since", since),
                        Map.of("Accept", "application/json"),
                        null,
                        TIMEOUT,
                        MAX_PAGE),
                true);
        if (reply.status() != 200) {
            throw new StatusException("a snapshot", reply);
        }
        ObjectNode answer = StrictJson.object(reply.body().getBytes());
        try {
            return SignedSnapshot.read(answer == null ? "" : answer.path("page").asText(""), streamId, expected);
        } catch (UndecidedException e) {
            throw new IOException("the snapshot cannot be verified now", e);
        }
    }

    private void handOver(InboundStream stream, Snapshot page) throws IOException, InterruptedException {
        try {
            handler.take(stream.settings(), page).toCompletableFuture().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the snapshot could not be taken in", e);
        }
    }
}
