// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import static java.util.Objects.requireNonNull;

/**
 * A document to come into force.
 *
 * @param text its YAML
 * @param shadow beside what decides, not in its place
 * @param comment why
 */
public record NewPolicy(String text, boolean shadow, String comment) {
    public NewPolicy {
        requireNonNull(text, "text is missing, expected a policy's YAML");
        requireNonNull(comment, "comment is missing, expected why");
    }
}
