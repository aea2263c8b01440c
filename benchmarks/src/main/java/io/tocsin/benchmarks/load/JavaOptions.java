// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import java.util.List;

/** Options of java as {@code benchmarks/run} hands them on, which has them from where {@code ./tocsin} does. */
final class JavaOptions {
    private JavaOptions() {}

    /** Those in a system property, parted by spaces; others where a program was started in another way. */
    static List<String> of(String property, String otherwise) {
        return List.of(System.getProperty(property, otherwise).strip().split(" +", -1));
    }
}
