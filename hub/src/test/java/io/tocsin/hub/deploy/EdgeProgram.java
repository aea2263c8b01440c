// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the image starts an edge with, as deploy/image/root writes it.
 *
 * @param heap options that say how large it is at the start
 * @param percent of the container's memory that it may become
 */
record EdgeProgram(List<String> heap, int percent) {
    /** What a container runs instead of the image's own entry point. */
    static final List<String> COMMAND = List.of("java", "@/opt/tocsin/edge");

    private static final Pattern HEAP = Pattern.compile("echo \"(-Xms\\d+m) (-Xmn\\d+m) -XX:MaxRAMPercentage=(\\d+)\"");
    private static final Pattern MEBIBYTES = Pattern.compile("\\D*(\\d+)[Mm]i?");
    /** MiB for classes, compiled code, threads, buffers and the JVM of a health check. */
    private static final int BESIDE_THE_HEAP = 400;

    static EdgeProgram ofTheImage() throws IOException {
        Matcher heap = HEAP.matcher(Files.readString(Deployed.FOLDER.resolve("image/root")));
        if (!heap.find()) {
            throw new IllegalStateException("deploy/image/root says nothing of an edge's heap");
        }
        return new EdgeProgram(List.of(heap.group(1), heap.group(2)), Integer.parseInt(heap.group(3)));
    }

    /** What the launcher gives an edge. */
    static String ofTheScript() throws IOException {
        return Files.readString(Path.of("..", ".mvn", "launch.sh"))
                .lines()
                .filter(line -> line.startsWith("edge_heap="))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a container with a limit such as {@code 1536M} has room for the heap, and for what is beside it. */
    boolean fitsInto(String limit) {
        int memory = mebibytes(limit);
        int largest = memory * percent / 100;
        return largest >= mebibytes(heap.getFirst()) && memory - largest >= BESIDE_THE_HEAP;
    }

    private static int mebibytes(String size) {
        Matcher mebibytes = MEBIBYTES.matcher(size);
        if (!mebibytes.matches()) {
            throw new IllegalArgumentException(size + " is no number of MiB");
        }
        return Integer.parseInt(mebibytes.group(1));
    }
}
