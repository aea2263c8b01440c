// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

/** What to answer for sessions not known to be revoked while a transmitter is silent. */
public enum OnSilence {
    FAIL_OPEN("fail-open"),
    FAIL_CLOSED("fail-closed"),
    /** Sessions pass that were authenticated of late; others are asked to be again (RFC 9470). */
    STEP_UP("step-up");

    private final String word;

    OnSilence(String word) {
        this.word = word;
    }

    /** As in configuration, headers and health. */
    public String word() {
        return word;
    }
}
