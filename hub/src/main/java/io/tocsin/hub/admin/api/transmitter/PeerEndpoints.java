// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.stream.ReplayView;
import io.tocsin.hub.admin.view.stream.StreamView;
import io.tocsin.transmitter.fleet.OperatorCall;
import io.tocsin.transmitter.operate.Operations;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What hubs ask of each other and nobody else does. */
public final class PeerEndpoints {
    /** How the deliveries of these streams go, with {@code id} once for each; of those that are delivered here. */
    static final String HEALTH = AdminApi.ROOT + "v1/streams:health";
    /** Read the signing keys again, they have just been changed. */
    static final String REREAD = AdminApi.ROOT + "v1/keys:reread";

    private static final String HERE = ":here";
    private static final String REPLAYS = AdminApi.ROOT + "v1/replays/";
    private static final String ASKER = "a hub";

    public static final List<Endpoint> ALL = List.of(
            Stage.TRANSMITTER.get(HEALTH, PeerEndpoints::health),
            Stage.TRANSMITTER.post(REREAD, PeerEndpoints::reread),
            Stage.TRANSMITTER.get(REPLAYS + "{id}" + HERE, PeerEndpoints::replayHere));

    private PeerEndpoints() {}

    /** Asks for {@link #HEALTH}. */
    static OperatorCall health(List<String> streamIds) {
        String query = streamIds.stream()
                .map(id -> "id=" + URLEncoder.encode(id, UTF_8))
                .collect(Collectors.joining("&"));
        return new OperatorCall(ASKER, "GET", HEALTH + "?" + query, new byte[0]);
    }

    /** Asks for a replay that was begun there. */
    static OperatorCall replay(String replayId) {
        return new OperatorCall(ASKER, "GET", REPLAYS + URLEncoder.encode(replayId, UTF_8) + HERE, new byte[0]);
    }

    /** Asks for {@link #REREAD}. */
    static OperatorCall reread() {
        return new OperatorCall(ASKER, "POST", REREAD, new byte[0]);
    }

    private static ReplayView replayHere(Operations operations, Call call) {
        return operations
                .streams()
                .replay(call.id())
                .map(StreamViews::replay)
                .orElseThrow(() -> Refusal.notFound("there is no replay of that id here"));
    }

    private static Map<String, StreamView.HealthView> health(Operations operations, Call call) {
        Map<String, StreamView.HealthView> known = new HashMap<>();
        for (String id : call.query().getAll("id")) {
            operations.streams().health(id).ifPresent(health -> known.put(id, StreamViews.health(health)));
        }
        return known;
    }

    private static @Nullable Object reread(Operations operations, Call call) {
        operations.keys().reread();
        return null;
    }
}
