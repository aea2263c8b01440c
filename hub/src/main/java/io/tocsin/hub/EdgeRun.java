// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge until somebody stops it. It has to be back at once after a crash, so nothing here needs the library that
 * reads command lines, which no archive of classes holds.
 */
final class EdgeRun {
    private static final String AUTHORITIES = "javax.net.ssl.trustStore";
    private static final String ROUNDS = "keystore.pkcs12.keyPbeIterationCount";

    private EdgeRun() {}

    /**
     * What {@code tocsin edge --config FILE} does; the exit status.
     *
     * @param err where is said what went wrong
     */
    static int withFile(String file, PrintWriter err) {
        try {
            return untilStopped(Path.of(file), Logs.Format.HUMAN);
        } catch (RuntimeException e) {
            return Failure.told(e, err, "tocsin edge");
        }
    }

    /** Throws as {@link ConfigFile#read} and {@link Hub#start} do. */
    static int untilStopped(Path config, Logs.Format format) {
        Thread tls = Thread.ofPlatform().name("load-tls").daemon().start(EdgeRun::loadTls);
        Logs.toStandardError(format);
        Logger log = LoggerFactory.getLogger("tocsin");
        HubConfig file;
        try {
            file = ConfigFile.read(config, HubConfig.class, System::getenv);
        } finally {
            await(tls);
        }
        Stop stop = Stop.onSignals();
        try (Hub running = Hub.start(file, Set.of(Role.EDGE), Clock.systemUTC(), stop::because)) {
            log.info("Ready: the edge listens on port {}", running.port(Role.EDGE));
            stop.await();
            log.info("Stopping");
        }
        return Exit.DONE;
    }

    /**
     * Loads what takes longest while the configuration is read. When it is loaded, TLS is tried out as a client with
     * the platform's authorities would use it, and a key is encrypted; neither is of any use to a server, so until that
     * is over there are no authorities, and the encryption is quick.
     */
    private static void loadTls() {
        boolean platforms = System.getProperty(AUTHORITIES) == null;
        System.setProperty(ROUNDS, "1");
        if (platforms) {
            System.setProperty(AUTHORITIES, "NONE");
        }
        try {
            Class.forName("io.netty.handler.ssl.JdkSslServerContext");
            Class.forName("io.vertx.core.spi.tls.DefaultJDKCipherSuite");
        } catch (ClassNotFoundException | LinkageError e) {
            LoggerFactory.getLogger("tocsin").debug("Not loaded ahead", e);
        } finally {
            if (platforms) {
                System.clearProperty(AUTHORITIES);
            }
            System.clearProperty(ROUNDS);
        }
    }

    private static void await(Thread loading) {
        try {
            loading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
