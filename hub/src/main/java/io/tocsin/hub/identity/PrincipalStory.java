// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.identity;

import io.tocsin.hub.admin.view.identity.PrincipalView;
import io.tocsin.hub.admin.view.identity.PrincipalView.BoundSessionView;
import io.tocsin.hub.admin.view.identity.PrincipalView.MergeView;
import io.tocsin.hub.admin.view.identity.PrincipalView.NameView;
import io.tocsin.hub.admin.view.identity.PrincipalView.PartingView;
import io.tocsin.hub.admin.view.identity.PrincipalView.SessionLifeView;
import io.tocsin.hub.admin.view.identity.PrincipalView.SightingView;
import io.tocsin.hub.terminal.Facts;
import io.tocsin.hub.terminal.Plain;
import io.tocsin.hub.terminal.Table;
import io.tocsin.hub.terminal.Table.Cell;
import io.tocsin.hub.terminal.Terminal;
import io.tocsin.hub.terminal.Terminal.Style;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who somebody is and how that became known, for people. */
final class PrincipalStory {
    private final PrincipalView principal;
    private final Instant now;
    private final Terminal terminal;

    PrincipalStory(PrincipalView principal, Instant now, Terminal terminal) {
        this.principal = principal;
        this.now = now;
        this.terminal = terminal;
    }

    void print(PrintWriter out) {
        Facts facts = new Facts(out, terminal);
        String kind = principal.kind();
        facts.title(kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " " + principal.id());
        facts.tell("Tenant", principal.tenant());
        facts.tell("Known since", Plain.time(principal.firstSeen(), now));
        life(facts, principal.life());
        facts.tell("Owner", owner());
        facts.tell(
                "Seen on it", principal.observed().stream().map(this::sighting).collect(Collectors.joining(", ")));
        facts.gap();
        names(out);
        merges(facts);
        sessions(out, facts, "Sessions", principal.sessions());
        sessions(out, facts, "Within reach: of users seen on it, on no known device", principal.reach());
    }

    private void life(Facts facts, @Nullable SessionLifeView life) {
        if (life == null) {
            return;
        }
        facts.tell("Opened", Plain.time(life.opened(), now));
        if (life.closed() == null) {
            facts.tell("State", "live" + (life.expires() == null ? "" : " until " + Plain.time(life.expires(), now)));
        } else {
            facts.tell(
                    "State",
                    "over since " + Plain.time(life.closed(), now) + (life.timedOut() ? ", its time was up" : ""),
                    Style.DIM);
        }
        facts.tell("User", life.user());
        facts.tell("Device", life.device());
    }

    private @Nullable String owner() {
        SightingView owner = principal.owner();
        return owner == null
                ? null
                : (owner.name() == null ? owner.user() : owner.name()) + ", assigned since "
                        + Plain.time(owner.since(), now);
    }

    private String sighting(SightingView sighting) {
        return (sighting.name() == null ? sighting.user() : sighting.name()) + " " + Plain.span(sighting.seen(), now)
                + " ago";
    }

    private void names(PrintWriter out) {
        Table table = new Table("NAME", "KIND", "NAMESPACE", "PROVES", "SINCE", "LAST SEEN", "NOTE");
        for (NameView name : principal.names()) {
            table.row(
                    Cell.of(name.value()),
                    Cell.of(name.kind()),
                    Cell.of(name.namespace().isEmpty() ? "-" : name.namespace()),
                    new Cell(name.demoted() ? "nothing" : name.strength(), style(name)),
                    Cell.of(Plain.time(name.since())),
                    Cell.of(Plain.time(name.seen())),
                    Cell.of(note(name)));
        }
        table.print(out, terminal);
    }

    private static Style style(NameView name) {
        return switch (name.strength()) {
            case "strong" -> Style.GOOD;
            case "medium" -> Style.PLAIN;
            default -> Style.DIM;
        };
    }

    private static String note(NameView name) {
        if (name.demoted()) {
            return "on too many";
        }
        return name.until() == null ? "" : "given up " + Plain.time(name.until());
    }

    private void merges(Facts facts) {
        if (!principal.merges().isEmpty() || !principal.apart().isEmpty()) {
            facts.gap();
        }
        for (MergeView merge : principal.merges()) {
            facts.tell(
                    "Turned out",
                    "to be " + merge.absorbed() + " too, " + Plain.time(merge.at(), now) + ", by signal "
                            + merge.evidence());
        }
        for (PartingView parting : principal.apart()) {
            facts.tell("Kept apart", "from " + parting.other() + " since " + Plain.time(parting.at(), now));
        }
    }

    private void sessions(PrintWriter out, Facts facts, String title, List<BoundSessionView> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        facts.gap();
        facts.title(title);
        Table table = new Table("SESSION", "OPENED", "LAST HEARD OF", "USER", "DEVICE");
        for (BoundSessionView session : sessions) {
            table.row(
                    Cell.of(session.name() == null ? session.id() : session.name()),
                    Cell.of(Plain.time(session.opened(), now)),
                    Cell.of(Plain.time(session.heard(), now)),
                    Cell.of(session.user() == null ? "-" : session.user()),
                    Cell.of(session.device() == null ? "-" : session.device()));
        }
        table.print(out, terminal);
    }
}
