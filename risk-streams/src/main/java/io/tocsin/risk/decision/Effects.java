// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import io.tocsin.risk.opinion.Remembered;
import io.tocsin.risk.state.Sparse;
import io.tocsin.schemas.risk.Decision;
import io.tocsin.schemas.risk.RiskAssessment;
import io.tocsin.schemas.risk.RiskControl;
import io.tocsin.schemas.risk.RiskFlow;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from one input; forwarded after the record is stored. */
public final class Effects {
    private List<Remembered> decisions = List.of();
    private List<Decision> fresh = List.of();
    private List<RiskFlow> flows = List.of();
    private List<Redirect> redirects = List.of();
    private List<Said> said = List.of();
    private boolean changed;
    private boolean forgotten;
    private boolean removed;
    private @Nullable RiskAssessment assessment;

    /** A signal that came to a principal which has since turned out to be another one. */
    public record Redirect(CanonicalId to, Signal signal) {}

    /** A word of an operator that another principal has to hear. */
    public record Said(CanonicalId to, RiskControl word) {}

    public void change() {
        changed = true;
    }

    public void decide(Decision decision, Remembered remembered) {
        repeat(remembered);
        fresh = Sparse.own(fresh);
        fresh.add(decision);
        changed = true;
    }

    public void repeat(Remembered decision) {
        decisions = Sparse.own(decisions);
        decisions.add(decision);
    }

    public void flow(RiskFlow flow) {
        flows = Sparse.own(flows);
        flows.add(flow);
    }

    public void redirect(CanonicalId to, Signal signal) {
        redirects = Sparse.own(redirects);
        redirects.add(new Redirect(to, signal));
    }

    public void say(CanonicalId to, RiskControl word) {
        said = Sparse.own(said);
        said.add(new Said(to, word));
    }

    public void assess(RiskAssessment now) {
        assessment = now;
    }

    public void forget() {
        forgotten = true;
    }

    public void remove() {
        removed = true;
        changed = true;
    }

    /** Has the record changed, so that it must be stored? */
    public boolean changed() {
        return changed;
    }

    /** New decisions and earlier ones to be forwarded again; receivers of the topic tell them apart by id. */
    public List<Remembered> decisions() {
        return List.copyOf(decisions);
    }

    /** The new ones among them. */
    public List<Decision> fresh() {
        return List.copyOf(fresh);
    }

    public List<RiskFlow> flows() {
        return List.copyOf(flows);
    }

    public List<Redirect> redirects() {
        return List.copyOf(redirects);
    }

    /** What somebody said that is for other principals to hear. */
    public List<Said> said() {
        return List.copyOf(said);
    }

    public Optional<RiskAssessment> assessment() {
        return Optional.ofNullable(assessment);
    }

    /** Nothing is said of the principal's level any more: it was merged into another, or is over for long. */
    public boolean forgotten() {
        return forgotten;
    }

    /** Its record is to be deleted. */
    public boolean removed() {
        return removed;
    }
}
