// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.principal.Remembered;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from one input; forwarded after the record is stored. */
public final class Effects {
    private final List<Remembered> decisions = new ArrayList<>();
    private final List<RiskFlow> flows = new ArrayList<>();
    private final List<Redirect> redirects = new ArrayList<>();
    private boolean changed;
    private boolean fresh;
    private boolean forgotten;
    private @Nullable RiskAssessment assessment;

    /** A signal that came to a principal which has since turned out to be another one. */
    public record Redirect(CanonicalId to, Signal signal) {}

    void change() {
        changed = true;
    }

    void decide(Remembered decision) {
        decisions.add(decision);
        fresh = true;
        changed = true;
    }

    void repeat(Remembered decision) {
        decisions.add(decision);
    }

    void flow(RiskFlow flow) {
        flows.add(flow);
    }

    void redirect(CanonicalId to, Signal signal) {
        redirects.add(new Redirect(to, signal));
    }

    void assess(RiskAssessment now) {
        assessment = now;
    }

    void forget() {
        forgotten = true;
    }

    /** Has the record changed, so that it must be stored? */
    public boolean changed() {
        return changed;
    }

    /** New decisions and earlier ones to be forwarded again; receivers of the topic tell them apart by id. */
    public List<Remembered> decisions() {
        return List.copyOf(decisions);
    }

    /** Is any of the decisions new? */
    public boolean decided() {
        return fresh;
    }

    public List<RiskFlow> flows() {
        return List.copyOf(flows);
    }

    public List<Redirect> redirects() {
        return List.copyOf(redirects);
    }

    public Optional<RiskAssessment> assessment() {
        return Optional.ofNullable(assessment);
    }

    /** The principal is gone: it was merged into another. */
    public boolean forgotten() {
        return forgotten;
    }
}
