// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.PollSource.Way;
import io.tocsin.connectors.auth0.Auth0Events;
import io.tocsin.connectors.auth0.Auth0Log;
import io.tocsin.connectors.crowdstrike.FalconAlerts;
import io.tocsin.connectors.crowdstrike.FalconAssessments;
import io.tocsin.connectors.crowdstrike.FalconHosts;
import io.tocsin.connectors.crowdstrike.FalconStream;
import io.tocsin.connectors.fleet.FleetHosts;
import io.tocsin.connectors.google.Reports;
import io.tocsin.connectors.jamf.JamfInventory;
import io.tocsin.connectors.keycloak.Realm;
import io.tocsin.connectors.keycloak.StoredEvents;
import io.tocsin.connectors.microsoft.Alerts;
import io.tocsin.connectors.microsoft.Directory;
import io.tocsin.connectors.microsoft.DirectoryDevices;
import io.tocsin.connectors.microsoft.DirectoryUsers;
import io.tocsin.connectors.microsoft.GraphLog;
import io.tocsin.connectors.microsoft.Machines;
import io.tocsin.connectors.microsoft.ManagedDevices;
import io.tocsin.connectors.microsoft.notice.Subscription;
import io.tocsin.connectors.okta.OktaEventHook;
import io.tocsin.connectors.okta.OktaLog;
import io.tocsin.connectors.poll.Auth0LogConfig;
import io.tocsin.connectors.poll.CrowdStrikeConfig;
import io.tocsin.connectors.poll.DefenderConfig;
import io.tocsin.connectors.poll.EntraConfig;
import io.tocsin.connectors.poll.EntraSubscriptionConfig;
import io.tocsin.connectors.poll.EventHubsConfig;
import io.tocsin.connectors.poll.FleetConfig;
import io.tocsin.connectors.poll.GoogleConfig;
import io.tocsin.connectors.poll.IntuneConfig;
import io.tocsin.connectors.poll.JamfInventoryConfig;
import io.tocsin.connectors.poll.KeycloakConfig;
import io.tocsin.connectors.poll.OktaLogConfig;
import io.tocsin.connectors.poll.PollConfig;
import io.tocsin.connectors.poll.SentinelOneConfig;
import io.tocsin.connectors.pull.Pulled;
import io.tocsin.connectors.pull.Pulled.Maturity;
import io.tocsin.connectors.sentinelone.SentinelOne;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.VendorApi;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is usual at each vendor: its address, limits and rhythm, its feeds, and how far the connector is proven. */
final class PollSources {
    private static final URI GRAPH = URI.create("https://graph.microsoft.com");
    private static final Set<String> DIRECTORY = Set.of(DirectoryDevices.FAMILY, DirectoryUsers.FAMILY);
    private static final URI DEFENDER = URI.create("https://api.security.microsoft.com");

    private PollSources() {}

    /** Throws {@link IllegalArgumentException} where an address is missing, or authorities cannot be read. */
    static Pulled open(PollConfig config, InstantSource clock) {
        return open(config, clock, UnaryOperator.identity());
    }

    /** The same, all of whose questions go another way. */
    static Pulled open(PollConfig config, InstantSource clock, UnaryOperator<VendorApi> around) {
        Way way = new Way(clock, around);
        return switch (config) {
            case OktaLogConfig okta -> okta(okta, way);
            case EntraConfig entra -> entra(entra, way);
            case IntuneConfig intune -> {
                PollSource source = new PollSource(intune, GRAPH, 600, "intune", Maturity.VERIFIED_CONTRACT, way);
                SnapshotFormat devices = ManagedDevices.list(new Directory(intune.directory()), source.api());
                yield source.snapshot(ManagedDevices.FAMILY, devices, Duration.ofMinutes(10))
                        .done();
            }
            case DefenderConfig defender -> defender(defender, way);
            case CrowdStrikeConfig falcon -> falcon(falcon, way);
            case EventHubsConfig hubs -> EventHubsSource.open(hubs, clock);
            case JamfInventoryConfig jamf -> {
                PollSource source = new PollSource(jamf, null, 60, "jamf", Maturity.DOCUMENTED, way);
                SnapshotFormat computers = JamfInventory.list(jamf.instance(), source.api(), jamf.groups());
                yield source.snapshot(JamfInventory.FAMILY, computers, Duration.ofMinutes(10))
                        .done();
            }
            case FleetConfig fleet -> {
                PollSource source = new PollSource(fleet, null, 120, "fleet", Maturity.DOCUMENTED, way);
                SnapshotFormat hosts = FleetHosts.list(fleet.instance(), source.api(), fleet.policies());
                yield source.snapshot(FleetHosts.FAMILY, hosts, Duration.ofMinutes(5))
                        .done();
            }
            case EntraSubscriptionConfig wanted -> subscription(wanted, way);
            case Auth0LogConfig auth0 -> {
                URI usual = URI.create("https://" + auth0.domain());
                PollSource source = new PollSource(auth0, usual, 60, "auth0", Maturity.VERIFIED_CONTRACT, way);
                Auth0Events events = new Auth0Events(auth0.domain(), auth0.loginIsEmail());
                yield source.cursor(Auth0Log.FAMILY, new Auth0Log(events, source.api()), Duration.ofSeconds(30))
                        .done();
            }
            case SentinelOneConfig one -> sentinelOne(one, way);
            case GoogleConfig google -> google(google, way);
            case KeycloakConfig keycloak -> keycloak(keycloak, way);
        };
    }

    private static Pulled okta(OktaLogConfig okta, Way way) {
        URI usual = URI.create("https://" + okta.org() + ".okta.com");
        PollSource source = new PollSource(okta, usual, 120, "okta", Maturity.VERIFIED_CONTRACT, way);
        OktaEventHook events = new OktaEventHook(okta.org(), okta.loginIsEmail(), Set.copyOf(okta.ownIssuers()));
        OktaLog log = new OktaLog(events, source.api(), okta.pageSize());
        return source.cursor(OktaLog.FAMILY, log, Duration.ofSeconds(30)).done();
    }

    private static Pulled entra(EntraConfig entra, Way way) {
        // reports are what Graph is slow to give; what stands in the directory it gives by the thousand
        int usual = DIRECTORY.containsAll(entra.feeds()) ? 600 : 30;
        PollSource source = new PollSource(entra, GRAPH, usual, "entra", Maturity.VERIFIED_CONTRACT, way);
        Directory directory = new Directory(entra.directory());
        Duration overlap = source.overlap(Duration.ofHours(1));
        for (String feed : entra.feeds()) {
            switch (feed) {
                case DirectoryDevices.FAMILY -> source.delta(feed, DirectoryDevices.list(directory, source.api()));
                case DirectoryUsers.FAMILY -> source.delta(feed, new DirectoryUsers(directory, source.api()));
                default ->
                    source.window(
                            feed, GraphLog.of(feed).open(directory, source.api(), overlap), Duration.ofMinutes(1));
            }
        }
        return source.done();
    }

    /** Twice a day, of the weeks that a subscription lasts. */
    private static Pulled subscription(EntraSubscriptionConfig wanted, Way way) {
        PollSource source = new PollSource(wanted, GRAPH, 60, "entra", Maturity.VERIFIED_CONTRACT, way);
        Subscription.Terms terms = new Subscription.Terms(
                wanted.resource(), wanted.changes(), wanted.notificationUrl(), wanted.clientState());
        return source.plan(
                        Subscription.FAMILY,
                        Duration.ofHours(12),
                        id -> new Subscription(id, terms, source.api(), source.asked()))
                .done();
    }

    private static Pulled defender(DefenderConfig defender, Way way) {
        PollSource source = new PollSource(defender, DEFENDER, 25, "defender", Maturity.DOCUMENTED, way);
        Directory directory = new Directory(defender.directory());
        if (defender.feeds().contains(Alerts.FAMILY)) {
            source.window(
                    Alerts.FAMILY,
                    Alerts.log(directory, source.api(), source.overlap(Duration.ofMinutes(15))),
                    Duration.ofMinutes(1));
        }
        if (defender.feeds().contains(Machines.FAMILY)) {
            source.snapshot(Machines.FAMILY, Machines.list(directory, source.api()), Duration.ofMinutes(15));
        }
        return source.done();
    }

    private static Pulled falcon(CrowdStrikeConfig falcon, Way way) {
        PollSource source = new PollSource(falcon, null, 100, "crowdstrike", Maturity.DOCUMENTED, way);
        if (falcon.feeds().contains(FalconAlerts.FAMILY)) {
            source.window(
                    FalconAlerts.FAMILY,
                    new FalconAlerts(source.api(), source.overlap(Duration.ofMinutes(15))),
                    Duration.ofSeconds(30));
        }
        if (falcon.feeds().contains(FalconHosts.FAMILY)) {
            source.snapshot(FalconHosts.FAMILY, new FalconHosts(source.api()), Duration.ofMinutes(10));
        }
        if (falcon.feeds().contains(FalconAssessments.FAMILY)) {
            FalconAssessments assessments = new FalconAssessments(source.api());
            VendorApi whole = assessments.hydrated(source.asked());
            source.snapshot(FalconAssessments.FAMILY, assessments, whole, Duration.ofMinutes(15));
        }
        if (falcon.feeds().contains(FalconStream.FAMILY)) {
            FalconStream stream = new FalconStream(source.api(), falcon.appId());
            source.live(FalconStream.FAMILY, stream, source.lines(stream.origins()));
        }
        return source.done();
    }

    private static Pulled sentinelOne(SentinelOneConfig config, Way way) {
        PollSource source = new PollSource(config, null, 60, "sentinelone", Maturity.DOCUMENTED, way);
        SentinelOne console = new SentinelOne(config.instance(), source.api());
        Duration overlap = source.overlap(Duration.ofMinutes(15));
        for (String feed : config.feeds()) {
            switch (feed) {
                case SentinelOne.THREATS -> source.window(feed, console.threats(overlap), Duration.ofMinutes(1));
                case SentinelOne.ACTIVITIES -> source.window(feed, console.activities(overlap), Duration.ofMinutes(1));
                default -> source.snapshot(feed, console.agents(), Duration.ofMinutes(10));
            }
        }
        return source.done();
    }

    /** Google shows some activities days late; what comes later than the overlap is lost. */
    private static Pulled google(GoogleConfig config, Way way) {
        URI usual = URI.create("https://admin.googleapis.com");
        PollSource source = new PollSource(config, usual, 240, "google-workspace", Maturity.DOCUMENTED, way);
        Duration overlap = source.overlap(Duration.ofHours(6));
        for (String feed : config.feeds()) {
            source.window(feed, new Reports(feed, config.customer(), source.api(), overlap), Duration.ofMinutes(2));
        }
        return source.done();
    }

    private static Pulled keycloak(KeycloakConfig keycloak, Way way) {
        PollSource source = new PollSource(keycloak, null, 300, "keycloak", Maturity.VERIFIED_LIVE, way);
        String issuer = keycloak.issuer();
        Realm realm = new Realm(
                keycloak.realm(),
                issuer == null ? source.api().at("/realms/" + keycloak.realm()).toString() : issuer,
                keycloak.loginIsEmail(),
                Set.copyOf(keycloak.ownActors()));
        for (String feed : keycloak.feeds()) {
            Duration overlap = source.overlap(Duration.ofMinutes(2));
            source.window(feed, new StoredEvents(feed, realm, source.api(), overlap), Duration.ofSeconds(15));
        }
        return source.done();
    }
}
