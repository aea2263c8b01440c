// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.connector;

import io.tocsin.connectors.pull.FeedStatus;
import io.tocsin.connectors.pull.Pulls;
import io.tocsin.connectors.pull.Trial;
import io.tocsin.hub.admin.api.AdminApi;
import io.tocsin.hub.admin.api.Call;
import io.tocsin.hub.admin.api.Endpoint;
import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.api.Stage;
import io.tocsin.hub.admin.view.connector.ConnectorTrialsView;
import io.tocsin.hub.admin.view.connector.ConnectorTrialsView.ConnectorTrialView;
import io.tocsin.hub.admin.view.connector.ConnectorView;
import io.tocsin.hub.admin.view.connector.ConnectorView.ConnectorFeedView;
import io.tocsin.hub.admin.view.connector.ConnectorsView;
import io.tocsin.schemas.connector.ConnectorState.Position;
import io.tocsin.schemas.connector.Trouble;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** {@code /admin/v1/connectors}. */
public final class ConnectorEndpoints {
    private static final String CONNECTORS = AdminApi.ROOT + "v1/connectors";
    private static final String CONNECTOR = CONNECTORS + "/{id}";
    private static final long PATIENCE_SECONDS = 15;

    public static final List<Endpoint> ALL = List.of(
            Stage.CONNECTORS.get(CONNECTORS, (pulls, call) -> new ConnectorsView(views(pulls))),
            Stage.CONNECTORS.get(CONNECTOR, (pulls, call) -> view(pulls, call.id())),
            Stage.CONNECTORS.post(CONNECTOR + ":pause", (pulls, call) -> ordered(pulls, call, pulls::pause)),
            Stage.CONNECTORS.post(CONNECTOR + ":resume", (pulls, call) -> ordered(pulls, call, pulls::resume)),
            Stage.CONNECTORS.post(CONNECTOR + ":resync", (pulls, call) -> ordered(pulls, call, pulls::resync)),
            Stage.CONNECTORS.post(CONNECTOR + ":test", ConnectorEndpoints::tried));

    private ConnectorEndpoints() {}

    private static ConnectorView ordered(
            Pulls pulls, Call call, BiFunction<String, String, CompletableFuture<?>> order) {
        ConnectorView known = view(pulls, call.id());
        order.apply(known.name(), call.by())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return view(pulls, known.name());
    }

    private static ConnectorTrialsView tried(Pulls pulls, Call call) {
        String name = view(pulls, call.id()).name();
        try {
            return new ConnectorTrialsView(
                    name,
                    pulls.test(name).stream().map(ConnectorEndpoints::view).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.conflict("the hub is being stopped");
        }
    }

    private static ConnectorTrialView view(Trial trial) {
        return new ConnectorTrialView(
                trial.feed(),
                trial.signals(),
                trial.unusable(),
                trial.kind() == null ? null : word(trial.kind()),
                trial.detail());
    }

    private static ConnectorView view(Pulls pulls, String name) {
        return views(pulls).stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("no connector of that name asks a vendor"));
    }

    private static List<ConnectorView> views(Pulls pulls) {
        Map<String, List<FeedStatus>> byName = pulls.list().stream()
                .collect(Collectors.groupingBy(
                        feed -> feed.feed().connector(), LinkedHashMap::new, Collectors.toList()));
        return byName.values().stream().map(ConnectorEndpoints::view).toList();
    }

    private static ConnectorView view(List<FeedStatus> feeds) {
        FeedStatus first = feeds.getFirst();
        return new ConnectorView(
                first.feed().connector(),
                first.feed().tenant(),
                first.feed().vendor(),
                word(first.maturity()),
                first.paused(),
                first.here(),
                feeds.stream().map(ConnectorEndpoints::view).toList());
    }

    private static ConnectorFeedView view(FeedStatus feed) {
        Position position = feed.position() == null ? Position.start(Instant.EPOCH) : feed.position();
        Trouble trouble = position.trouble();
        return new ConnectorFeedView(
                feed.feed().family(),
                feed.interval().toSeconds(),
                position.newest(),
                position.answered(),
                position.until(),
                position.passes(),
                feed.position() == null ? null : position.at(),
                trouble == null ? null : word(trouble.kind()),
                trouble == null ? null : trouble.detail(),
                trouble == null ? null : trouble.times(),
                trouble == null ? null : trouble.since(),
                position.notBefore());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
