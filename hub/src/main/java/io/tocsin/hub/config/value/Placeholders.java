// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}}, {@code ${file:path}} and {@code ${command:program arguments}} in values, so that
 * secrets need not stand in the file. A trailing line break of a file or of what a command prints is not part of its
 * value; relative paths start at the configuration file's folder, and so do commands. What stands in files or is
 * printed is read again while it is in use, where it is a secret. Used by one thread.
 */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file|command):([^}]*)}");
    private static final Duration FILES = Duration.ofMinutes(1);
    private static final Duration COMMANDS = Duration.ofMinutes(5);

    private final Function<String, @Nullable String> environment;
    private final Path folder;
    /** What each text became: a command runs once, however often a parser asks for the text. */
    private final Map<String, String> resolved = new HashMap<>();
    /** And back: by the very object, as equal values may come from different places. */
    private final IdentityHashMap<String, String> texts = new IdentityHashMap<>();

    private final KeptSecrets kept = new KeptSecrets();

    public Placeholders(Function<String, @Nullable String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Throws {@link IllegalArgumentException} for what is not set or cannot be read. */
    String resolve(String text) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        String known = resolved.get(text);
        if (known == null) {
            known = read(text);
            resolved.put(text, known);
            texts.put(known, text);
        }
        return known;
    }

    /** A value as a secret; one that stands elsewhere is read again. */
    Secret secret(String value) {
        String text = texts.get(value);
        if (text == null || !(text.contains("${file:") || text.contains("${command:"))) {
            return Secret.of(value);
        }
        return kept.keep(what(text), value, () -> read(text), text.contains("${command:") ? COMMANDS : FILES);
    }

    /** Names the places, and nothing that may stand beside them. */
    private static String what(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder what = new StringBuilder("secret of");
        while (matcher.find()) {
            String name = matcher.group(2).strip();
            int space = name.indexOf(' ');
            boolean command = matcher.group(1).equals("command");
            what.append(' ')
                    .append(matcher.group(1))
                    .append(' ')
                    .append(command && space > 0 ? name.substring(0, space) : name);
        }
        return what.toString();
    }

    private String read(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder all = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2);
            String value = switch (matcher.group(1)) {
                case "env" -> variable(name);
                case "file" -> content(name);
                default -> Command.parse(name, folder).run();
            };
            matcher.appendReplacement(all, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(all).toString();
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
