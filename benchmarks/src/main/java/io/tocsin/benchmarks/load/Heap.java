// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the heap of another Java process of this user. */
final class Heap {
    /** Of each generation, or of the heap where it has none; what is said of classes begins in another way. */
    private static final Pattern USED = Pattern.compile("total[^\n]*?, used (\\d+)K");

    private Heap() {}

    /** Bytes in use after a full collection. */
    static long usedBy(Process process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        long kilobytes = 0;
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        if (kilobytes == 0) {
            throw new IOException("jcmd GC.heap_info says nothing of used memory");
        }
        return kilobytes << 10;
    }

    private static String jcmd(Process process, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return said;
    }
}
