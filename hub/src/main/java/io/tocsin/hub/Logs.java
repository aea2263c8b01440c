// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import java.nio.file.Path;

/** Where the log goes and how it looks; has to be called before anything logs. */
final class Logs {
    enum Format {
        HUMAN,
        JSON
    }

    private Logs() {}

    static void toStandardError(Format format) {
        configure("stderr", format);
    }

    static void toFile(Path file, Format format) {
        System.setProperty("tocsin.log.file", file.toString());
        configure("file", format);
    }

    private static void configure(String target, Format format) {
        System.setProperty("tocsin.log.target", target);
        System.setProperty(
                "tocsin.log.format",
                switch (format) {
                    case HUMAN -> "human";
                    case JSON -> "json";
                });
    }
}
