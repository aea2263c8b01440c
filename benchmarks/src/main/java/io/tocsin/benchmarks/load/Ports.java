// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.load;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback. Those that are given out lie below the ones that systems give to connections: a program that is
 * killed finds its port free when it comes back.
 */
public final class Ports {
    private static final int LOWEST = 10_240;
    private static final int HIGHEST = 29_999;
    private static final int PATIENCE_MILLIS = 500;

    private Ports() {}

    /** One that nobody listens on. */
    public static int free() throws IOException {
        return free(1).getFirst();
    }

    /** Several that nobody listens on. */
    public static List<Integer> free(int count) throws IOException {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }

    /** Does somebody listen? Costs the one who listens less than a question would. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
