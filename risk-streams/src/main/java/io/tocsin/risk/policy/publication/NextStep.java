// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.policy.publication.PublicationException.Kind;
import io.tocsin.schemas.policy.PolicyEntry;
import io.tocsin.schemas.policy.PolicyEntry.Action;
import io.tocsin.schemas.policy.PolicyEntry.Shadow;
import io.tocsin.schemas.policy.PolicyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as the step after a history; throws {@link PublicationException} where there is none, and
 * {@link io.tocsin.risk.policy.document.PolicyException} for a document with mistakes.
 */
final class NextStep {
    /** Each shadow is computed for every signal. */
    private static final int MOST_SHADOWS = 4;

    private final PolicyHistory history;
    private final PolicyEntry latest;
    private final Instant now;
    private final String by;

    NextStep(PolicyHistory history, Instant now, String by) {
        this.history = history;
        this.latest = history.latest()
                .map(PolicyHistory.Step::entry)
                .orElseThrow(() -> new IllegalStateException("a history begins with a policy taken over"));
        this.now = now;
        this.by = by;
    }

    /** The first of a history: the policy that decided when there was none. */
    static PolicyEntry adopt(PolicyVersion configured, String text, Instant now, String by) {
        PolicyVersion first = new PolicyVersion(configured.name(), 1, configured.hash());
        return new PolicyEntry(
                UUID.randomUUID().toString(),
                1,
                Action.ADOPT,
                now,
                by,
                "the policy of the configuration",
                first,
                text,
                first,
                List.of());
    }

    PolicyEntry of(PolicyOrder order, Duration soak) {
        return switch (order) {
            case PolicyOrder.Publish publish -> publish(publish);
            case PolicyOrder.Promote promote -> promote(promote, soak);
            case PolicyOrder.Rollback rollback -> rollback(rollback);
            case PolicyOrder.Withdraw withdraw -> withdraw(withdraw);
        };
    }

    private PolicyEntry publish(PolicyOrder.Publish order) {
        Policy policy = Policy.check("policy", order.text().getBytes(UTF_8), now);
        PolicyVersion document = policy.version();
        List<PolicyVersion> versions = history.versions(document.name());
        Optional<PolicyVersion> same = versions.stream()
                .filter(version -> version.hash().equals(document.hash()))
                .findFirst();
        PolicyVersion version =
                same.orElseGet(() -> new PolicyVersion(document.name(), versions.size() + 1, document.hash()));
        if (latest.active().equals(version)) {
            throw new PublicationException(Kind.UNFIT, text(version) + " decides already; nothing is to be done");
        }
        if (order.shadow() && shadow(version).isPresent()) {
            throw new PublicationException(Kind.UNFIT, text(version) + " is a shadow already; nothing is to be done");
        }
        String brought = same.isPresent() ? null : order.text();
        if (!order.shadow()) {
            return step(Action.PUBLISH, order, version, brought, version, without(version));
        }
        List<Shadow> shadows = new ArrayList<>(latest.shadows());
        shadows.add(new Shadow(version, now));
        if (shadows.size() > MOST_SHADOWS) {
            throw new PublicationException(
                    Kind.UNFIT,
                    "there are " + MOST_SHADOWS + " shadows already, each costs time for every signal; withdraw one of "
                            + String.join(
                                    ", ",
                                    latest.shadows().stream()
                                            .map(shadow -> text(shadow.version()))
                                            .toList()));
        }
        return step(Action.SHADOW, order, version, brought, latest.active(), shadows);
    }

    private PolicyEntry promote(PolicyOrder.Promote order, Duration soak) {
        Shadow shadow = shadow(order.reference());
        Duration soaked = Duration.between(shadow.since(), now);
        if (soaked.compareTo(soak) < 0 && !order.now()) {
            throw new PublicationException(
                    Kind.UNFIT,
                    text(shadow.version()) + " has been a shadow since " + shadow.since() + ", less than the "
                            + soak.toString().substring(2).toLowerCase(Locale.ROOT)
                            + " it should have been watched for; wait, or promote it now and say why");
        }
        if (order.now() && order.comment().isBlank()) {
            throw new PublicationException(
                    Kind.UNFIT, "promoting a shadow before its time needs a reason; say it with the order");
        }
        // it may have become a mistake meanwhile, by an exemption that ended
        Policy checked = Policy.check(
                text(shadow.version()), history.text(shadow.version()).getBytes(UTF_8), now);
        if (!checked.version().hash().equals(shadow.version().hash())) {
            throw new IllegalStateException(text(shadow.version()) + " is not the document its hash is of");
        }
        return step(Action.PROMOTE, order, shadow.version(), null, shadow.version(), without(shadow.version()));
    }

    private PolicyEntry rollback(PolicyOrder.Rollback order) {
        PolicyVersion before = history.before()
                .orElseThrow(() -> new PublicationException(
                        Kind.UNFIT, "nothing decided before " + text(latest.active()) + "; publish another one"));
        return step(Action.ROLLBACK, order, before, null, before, without(before));
    }

    private PolicyEntry withdraw(PolicyOrder.Withdraw order) {
        PolicyVersion version = shadow(order.reference()).version();
        return step(Action.WITHDRAW, order, version, null, latest.active(), without(version));
    }

    private PolicyEntry step(
            Action action,
            PolicyOrder order,
            PolicyVersion about,
            @Nullable String text,
            PolicyVersion active,
            List<Shadow> shadows) {
        return new PolicyEntry(
                UUID.randomUUID().toString(),
                latest.number() + 1,
                action,
                now,
                by,
                order.comment(),
                about,
                text,
                active,
                shadows);
    }

    /** By version, or by name where only one shadow has it. */
    private Shadow shadow(String reference) {
        List<Shadow> named = latest.shadows().stream()
                .filter(shadow -> reference.equals(text(shadow.version()))
                        || reference.equals(shadow.version().name()))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        String shadows = latest.shadows().isEmpty()
                ? "there are none"
                : "they are "
                        + String.join(
                                ", ",
                                latest.shadows().stream()
                                        .map(shadow -> text(shadow.version()))
                                        .toList());
        throw new PublicationException(
                Kind.UNKNOWN,
                "'" + reference + "' is " + (named.isEmpty() ? "none" : "more than one") + " of the shadows; "
                        + shadows);
    }

    private Optional<Shadow> shadow(PolicyVersion version) {
        return latest.shadows().stream()
                .filter(shadow -> shadow.version().equals(version))
                .findFirst();
    }

    private List<Shadow> without(PolicyVersion version) {
        return latest.shadows().stream()
                .filter(shadow -> !shadow.version().equals(version))
                .toList();
    }

    static String text(PolicyVersion version) {
        return version.name() + "@" + version.number();
    }
}
