// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

import io.tocsin.risk.policy.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The policy of the configuration: in force until one is published. */
public record Configured(Policy policy, String text) {

    /**
     * Reads a file, or the policy that comes with the program.
     *
     * @throws io.tocsin.risk.policy.document.PolicyException with every mistake in it
     * @throws IllegalArgumentException if there is no such file
     */
    public static Configured load(@Nullable Path file) {
        return new Configured(Policy.load(file), Policy.text(file));
    }
}
