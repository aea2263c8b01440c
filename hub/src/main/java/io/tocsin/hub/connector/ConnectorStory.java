// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.connector;

import io.tocsin.hub.admin.view.connector.ConnectorView;
import io.tocsin.hub.admin.view.connector.ConnectorView.ConnectorFeedView;
import io.tocsin.hub.admin.view.connector.ConnectorsView;
import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal.Style;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Connectors as people read of them. */
record ConnectorStory(AdminOptions admin, Instant now) {

    static void list(AdminOptions admin, ConnectorsView connectors, Instant now) {
        Table table =
                new Table("CONNECTOR", "FEED", "VENDOR", "STATUS", "ANSWERED", "NEWEST RECORD", "NEXT TRY", "NOTE");
        for (ConnectorView connector : connectors.connectors()) {
            for (ConnectorFeedView feed : connector.feeds()) {
                table.row(
                        Cell.of(connector.name()),
                        Cell.of(feed.name()),
                        Cell.of(connector.vendor()),
                        status(connector, feed),
                        Cell.of(ago(feed.answered(), now)),
                        Cell.of(ago(feed.newestRecord(), now)),
                        Cell.of(feed.nextTry() == null ? "-" : Plain.time(feed.nextTry())),
                        Cell.of(feed.error() == null ? "" : feed.error()));
            }
        }
        table.print(admin.out(), admin.terminal());
    }

    private static Cell status(ConnectorView connector, ConnectorFeedView feed) {
        if (connector.paused()) {
            return new Cell("paused", Style.DIM);
        }
        if (feed.errorClass() != null) {
            return new Cell(feed.errorClass(), Style.BAD);
        }
        return feed.answered() == null ? new Cell("not read yet", Style.DIM) : new Cell("reading", Style.GOOD);
    }

    private static String ago(@Nullable Instant at, Instant now) {
        return at == null ? "-" : Plain.span(at, now) + " ago";
    }

    void tell(ConnectorView connector) {
        Facts facts = new Facts(admin.out(), admin.terminal());
        facts.title("Connector " + connector.name());
        facts.tell("Vendor", connector.vendor() + ", tenant " + connector.tenant());
        facts.tell("Maturity", connector.maturity());
        facts.tell("Status", connector.paused() ? "paused by an operator" : "asks its vendor");
        facts.tell("Read by", connector.here() ? "this hub" : "another hub, or none yet");
        for (ConnectorFeedView feed : connector.feeds()) {
            facts.gap();
            tell(facts, feed);
        }
    }

    private void tell(Facts facts, ConnectorFeedView feed) {
        facts.title("Feed " + feed.name());
        if (feed.intervalSeconds() > 0) {
            facts.tell("Asked every", every(feed.intervalSeconds()));
        } else {
            facts.tell("Asked", "never; the vendor keeps a connection open");
        }
        facts.tell("Answered", time(feed.answered()));
        facts.tell("Newest record", time(feed.newestRecord()));
        facts.tell("Read until", time(feed.readUntil()));
        facts.tell("Place kept", time(feed.placeKept()));
        facts.tell("Passes", Long.toString(feed.passes()));
        if (feed.errorClass() != null) {
            facts.tell("Trouble", feed.errorClass() + ": " + feed.error(), Style.BAD);
            facts.tell("Failures", feed.failures() + " in a row" + since(feed.failingSince()), Style.BAD);
            facts.tell("What to do", advice(feed.errorClass()));
        }
        facts.tell("Next try", time(feed.nextTry()));
    }

    /** What an operator has to do. */
    private static String advice(String errorClass) {
        return switch (errorClass) {
            case "authorization" -> "mend the credential or its rights; docs/connectors.md names them";
            case "throttled", "transient" -> "nothing: it goes on by itself";
            case "cursor-invalid" -> "nothing: it reads anew, and a gap is marked in signals";
            case "protocol" -> "look at the address, and whether the vendor changed its answers";
            default -> "look at the hub's log";
        };
    }

    private static String every(long seconds) {
        return Plain.span(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofSeconds(seconds)));
    }

    private String since(@Nullable Instant at) {
        return at == null ? "" : " since " + Plain.time(at, now);
    }

    private @Nullable String time(@Nullable Instant at) {
        return at == null ? null : Plain.time(at, now);
    }
}
