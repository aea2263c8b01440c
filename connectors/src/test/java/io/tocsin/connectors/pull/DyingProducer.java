// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/** A producer whose process ends at one of its calls: nothing after that call happens, not even an abort. */
final class DyingProducer {
    private final String method;
    private final int nth;
    private final boolean afterwards;
    private final AtomicInteger calls = new AtomicInteger();
    private boolean dead;

    /** @param afterwards whether the call itself still happens */
    DyingProducer(String method, int nth, boolean afterwards) {
        this.method = method;
        this.nth = nth;
        this.afterwards = afterwards;
    }

    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> around(Producer<byte[], byte[]> real) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                DyingProducer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, called, arguments) -> {
                    boolean last = called.getName().equals(method) && calls.incrementAndGet() == nth;
                    // the test itself closes what the dead left open
                    boolean burial = called.getName().equals("close");
                    if (!burial && (dead || (last && !afterwards))) {
                        dead = true;
                        throw new Killed();
                    }
                    try {
                        Object result = called.invoke(real, arguments);
                        if (last) {
                            dead = true;
                            throw new Killed();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** No exception: nobody catches it, nobody cleans up. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
