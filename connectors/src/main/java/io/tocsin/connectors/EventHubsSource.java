// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.eventhubs.DiagnosticLogs;
import io.tocsin.connectors.eventhubs.IntuneNotices;
import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.live.KafkaFeed;
import io.tocsin.connectors.live.LiveFeed;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.pull.Plan;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.pull.Pulled.Maturity;
import io.tocsin.schemas.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Microsoft's logs as Event Hubs hands them out: what each category means, and how the namespace is reached. */
final class EventHubsSource {
    private static final Logger LOG = LoggerFactory.getLogger(EventHubsSource.class);

    private EventHubsSource() {}

    static Pulled open(EventHubsConfig hubs, InstantSource clock) {
        Directory directory = new Directory(hubs.directory());
        DiagnosticLogs logs = new DiagnosticLogs(Map.of(
                "SignInLogs", GraphLog.SIGN_INS.mapper(directory),
                "NonInteractiveUserSignInLogs", GraphLog.SIGN_INS.mapper(directory),
                "AuditLogs", GraphLog.DIRECTORY_AUDITS.mapper(directory),
                "UserRiskEvents", GraphLog.RISK_DETECTIONS.mapper(directory),
                "RiskyUsers", GraphLog.RISKY_USERS.mapper(directory),
                "OperationalLogs", new IntuneNotices(hubs.directory())));
        FeedId id = new FeedId(hubs.tenant(), hubs.name(), "entra", "diagnostic-logs");
        Duration lookback = hubs.schedule().lookbackOr(Duration.ofHours(1));
        LiveFeed.Limits limits = LiveFeed.Limits.USUAL;
        Supplier<Feed> opening = () -> new KafkaFeed(id, logs, hubs.topics(), client(hubs), lookback, limits, clock);
        Plan plan = new Plan(id, Duration.ZERO, opening);
        return new Pulled(hubs.tenant(), hubs.name(), "entra", Maturity.DOCUMENTED, List.of(plan), () -> {});
    }

    private static KafkaFeed.Client client(EventHubsConfig hubs) {
        return new KafkaFeed.Client() {
            @Override
            public Map<String, String> properties() {
                return hubs.client();
            }

            @Override
            public void refused() {
                Secret secret = hubs.connectionString();
                if (secret != null && secret.renew()) {
                    LOG.info("Connector {} has another connection string", hubs.name());
                }
            }
        };
    }
}
