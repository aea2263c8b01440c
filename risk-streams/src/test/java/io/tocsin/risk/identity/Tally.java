// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import java.util.Map;
import java.util.TreeMap;

/** Counts what the stage counts, by the meter's name. */
final class Tally implements IdentityMetrics {
    final Map<String, Integer> counted = new TreeMap<>();

    private void count(String meter) {
        counted.merge(meter, 1, Integer::sum);
    }

    @Override
    public void signalResolved(String tenant, String source) {
        count("resolved " + source);
    }

    @Override
    public void signalAttributed(String tenant, String source) {
        count("attributed " + source);
    }

    @Override
    public void signalUnresolved(String tenant, String source) {
        count("unresolved " + source);
    }

    @Override
    public void signalParked(String tenant, String source) {
        count("parked " + source);
    }

    @Override
    public void signalRescued(String tenant, String source) {
        count("rescued " + source);
    }

    @Override
    public void signalExpired(String tenant, String source) {
        count("expired " + source);
    }

    @Override
    public void principalMerged(String tenant, String kind) {
        count("merged " + kind);
    }

    @Override
    public void mergeRefused(String tenant) {
        count("refused");
    }

    @Override
    public void nameDemoted(String tenant, String kind) {
        count("demoted " + kind);
    }

    @Override
    public void sessionTimedOut(String tenant) {
        count("timed out");
    }

    @Override
    public void sessionForgotten(String tenant) {
        count("forgotten");
    }
}
