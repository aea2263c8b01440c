// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

/** The names that both ends know. */
final class Streams {
    static final String PUSH = "push";
    static final String POLL = "poll";
    static final String TOKEN = "chaos";
    static final String TENANT = "chaos";

    private Streams() {}
}
