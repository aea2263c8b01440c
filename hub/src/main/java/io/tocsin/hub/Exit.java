// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

/** What the process says when it ends; the list is in {@code tocsin --help}. */
final class Exit {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CONFIG = 3;
    static final int NO_START = 4;

    private Exit() {}
}
