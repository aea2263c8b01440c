// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:path}} in values, so that secrets need not stand in the file. A file's
 * trailing line break is not part of its value; a relative path starts at the configuration file's folder.
 */
public record Placeholders(Function<String, @Nullable String> environment, Path folder) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    /** Throws {@link IllegalArgumentException} for what is not set or cannot be read. */
    String resolve(String text) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2);
            String value = matcher.group(1).equals("env") ? variable(name) : content(name);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String variable(String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("environment variable " + name + " is not set");
        }
        return value;
    }

    private String content(String path) {
        try {
            return Files.readString(folder.resolve(path)).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException("file " + path + " cannot be read", e);
        }
    }
}
