// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that prints a value: words with spaces between, quotes around those that have some, and no shell. It has so
 * long and may print so much; what it prints is never repeated, nor are its arguments, which may be secret themselves.
 *
 * @param words the program and its arguments
 * @param folder where it is started
 */
record Command(List<String> words, Path folder, Duration longest) {
    /** No secret is near it. */
    static final int MOST = 64 * 1024;

    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    /** Throws {@link IllegalArgumentException} where there is no word. */
    static Command parse(String text, Path folder) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("command is empty, expected a program and its arguments");
        }
        return new Command(List.copyOf(words), folder, LONGEST);
    }

    /** What it prints, without the line break at the end. Blocks. Throws {@link IllegalArgumentException} for none. */
    String run() {
        Process process = start();
        try {
            byte[] printed = read(process);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("did not end within " + longest.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw failed("ended with status " + process.exitValue() + ", expected 0");
            }
            if (printed.length > MOST) {
                throw failed("printed more than " + MOST + " bytes");
            }
            String value = new String(printed, UTF_8).stripTrailing();
            if (value.isEmpty()) {
                throw failed("printed nothing, expected a value");
            }
            return value;
        } catch (IOException unused) {
            throw failed("could not be read");
        } catch (InterruptedException unused) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } finally {
            end(process);
        }
    }

    private Process start() {
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException unused) {
            throw failed("could not be started");
        }
    }

    /** On a thread of its own it ends what prints for ever, and what prints nothing and stays. */
    private byte[] read(Process process) throws IOException {
        Thread watchdog = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    end(process);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (InputStream out = process.getInputStream()) {
            return out.readNBytes(MOST + 1);
        } finally {
            watchdog.interrupt();
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private IllegalArgumentException failed(String how) {
        return new IllegalArgumentException("command " + words.getFirst() + " " + how);
    }

    /** The program alone. */
    @Override
    public String toString() {
        return "Command[" + words.getFirst() + "]";
    }
}
