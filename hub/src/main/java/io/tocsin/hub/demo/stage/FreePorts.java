// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports for the demo's listeners: the ones people know from the documentation where they are free, else others. */
record FreePorts(List<Integer> ports, boolean asWished) {
    /** The ports from {@code first} on where they are free; 0: any. */
    static FreePorts from(int first, int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            boolean asWished = true;
            for (int i = 0; i < count; i++) {
                ServerSocket socket = first == 0 ? null : listen(first + i);
                asWished &= socket != null;
                held.add(socket == null ? anywhere() : socket);
            }
            return new FreePorts(held.stream().map(ServerSocket::getLocalPort).toList(), asWished || first == 0);
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static @Nullable ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException taken) {
            return null;
        }
    }

    private static ServerSocket anywhere() {
        ServerSocket socket = listen(0);
        if (socket == null) {
            throw new IllegalStateException("no port is free on 127.0.0.1");
        }
        return socket;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a port could not be let go", e);
        }
    }
}
