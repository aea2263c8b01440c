// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker that does nothing else: folder and port. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(
                EmbeddedKafkaConfig.in(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1])));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}
