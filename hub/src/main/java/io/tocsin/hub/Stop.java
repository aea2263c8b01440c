// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Waits for somebody to end the process. The first SIGINT or SIGTERM asks for a clean stop, the second ends the process
 * at once.
 */
final class Stop {
    private static final int INTERRUPTED = 130;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    private Stop() {}

    static Stop onSignals() {
        Stop stop = new Stop();
        stop.handle("INT");
        stop.handle("TERM");
        return stop;
    }

    /** Ends the wait with an error. */
    void because(String reason) {
        asked.completeExceptionally(new IllegalStateException(reason));
    }

    /** Returns when a stop is asked for; throws {@link IllegalStateException} if something broke instead. */
    void await() {
        try {
            asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException broken ? broken : e;
        }
    }

    boolean isAsked() {
        return asked.isDone();
    }

    /**
     * By reflection: the JDK has no other door to signals, and says so with a warning that cannot be silenced. Where it
     * is shut, the JVM's own handling stays: it ends without waiting for us.
     */
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself only
    private void handle(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    received();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> signal;
            };
            Object ours = Proxy.newProxyInstance(Stop.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
            type.getMethod("handle", type, handler)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), ours);
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::received, "stop-" + signal));
        }
    }

    private void received() {
        if (!asked.complete(null)) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }
}
