// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.principal;

import io.tocsin.risk.opinion.Contributions;
import io.tocsin.risk.state.StateReader;
import io.tocsin.risk.state.StateWriter;
import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.risk.Contribution;
import io.tocsin.schemas.risk.RiskFlow.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one other principal contributes at present.
 *
 * @param trigger the signal that last changed it
 * @param at that signal's event time
 * @param shares by policy, the one that was active where it comes from first
 */
public record Inflow(String trigger, Instant at, List<Share> shares) {
    public Inflow {
        shares = List.copyOf(shares);
    }

    /**
     * What flows under this policy. The sender may not have heard of it yet, or the receiver not: then what flows under
     * the policy that was active there stands in, as far as the rules have the same names.
     */
    public List<Contribution> under(PolicyVersion policy) {
        return shares.stream()
                .filter(share -> share.policy().equals(policy))
                .findFirst()
                .or(() -> shares.stream().findFirst())
                .map(Share::contributions)
                .orElse(List.of());
    }

    /** Both at once: until the one that went into the other has spoken again, the last word of each stands. */
    Inflow with(Inflow other) {
        Inflow later = other.at.isAfter(at) ? other : this;
        List<Share> both = Stream.concat(shares.stream(), other.shares.stream())
                .map(Share::policy)
                .distinct()
                .map(policy -> {
                    List<Contribution> all = new ArrayList<>(under(policy));
                    all.addAll(other.under(policy));
                    return new Share(policy, all.stream().distinct().toList());
                })
                .toList();
        return new Inflow(later.trigger, later.at, both);
    }

    void write(StateWriter out) {
        out.text(trigger);
        out.instant(at);
        out.each(shares, share -> {
            out.text(share.policy().name());
            out.int64(share.policy().number());
            out.text(share.policy().hash());
            out.each(share.contributions(), c -> Contributions.write(out, c));
        });
    }

    static Inflow read(StateReader in) {
        return new Inflow(
                in.text(),
                in.instant(),
                in.each(() -> new Share(
                        new PolicyVersion(in.text(), (int) in.int64(), in.text()),
                        in.each(() -> Contributions.read(in)))));
    }
}
