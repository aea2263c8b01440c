// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import org.jspecify.annotations.Nullable;

/**
 * What a path asks for: {@code /webhooks/<connector>} or {@code /webhooks/<connector>/<secret>}.
 *
 * @param connector empty where the path is of another form; no connector has that name
 */
public record Target(String connector, @Nullable String pathSecret) {
    private static final String PREFIX = "/webhooks/";
    private static final Target NONE = new Target("", null);

    public static Target of(@Nullable String path) {
        if (path == null || !path.startsWith(PREFIX)) {
            return NONE;
        }
        String[] segments = path.substring(PREFIX.length()).split("/", -1);
        return switch (segments.length) {
            case 1 -> new Target(segments[0], null);
            case 2 -> new Target(segments[0], segments[1]);
            default -> NONE;
        };
    }

    @Override
    public String toString() {
        return "Target[" + connector + "]";
    }
}
