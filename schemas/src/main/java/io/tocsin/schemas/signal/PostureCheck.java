// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.signal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One check a device passes or fails: a policy, a smart group, a benchmark rule. */
public record PostureCheck(String id, @Nullable String name, boolean passed) {
    public PostureCheck {
        requireNonNull(id, "id");
    }
}
