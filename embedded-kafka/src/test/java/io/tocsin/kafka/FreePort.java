// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what has to know them before it listens. They lie below those that systems give to connections, of which
 * tests make so many that one would take such a port before long.
 */
public final class FreePort {
    private static final int LOWEST = 10_240;
    private static final int HIGHEST = 29_999;

    private FreePort() {}

    /** One that nothing listens on at the moment. */
    public static int any() throws IOException {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
