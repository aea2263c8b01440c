// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.part.Parts;
import io.tocsin.hub.run.Hub;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge until somebody stops it. It has to be back at once after a crash, so nothing here needs the library that
 * reads command lines, which no archive of classes holds.
 *
 * @param format how standard error is written
 */
record EdgeRun(Path config, Logs.Format format) {
    private static final String AUTHORITIES = "javax.net.ssl.trustStore";
    private static final String ROUNDS = "keystore.pkcs12.keyPbeIterationCount";

    /**
     * What {@code --config FILE}, perhaps with {@code --log-format FORMAT} behind it, asks for: so say those who start
     * it again. Null for anything else, which is for the library to read.
     */
    static @Nullable EdgeRun said(String... arguments) {
        boolean withFormat = arguments.length == 4 && arguments[2].equals("--log-format");
        boolean usual = arguments.length == 2 || withFormat;
        if (!usual || !arguments[0].equals("--config") || arguments[1].startsWith("-")) {
            return null;
        }
        String wanted = withFormat ? arguments[3] : Logs.Format.HUMAN.name();
        for (Logs.Format format : Logs.Format.values()) {
            if (format.name().equalsIgnoreCase(wanted)) {
                return new EdgeRun(Path.of(arguments[1]), format);
            }
        }
        return null;
    }

    /**
     * What {@code tocsin edge} does; the exit status.
     *
     * @param err where is said what went wrong
     */
    int run(PrintWriter err) {
        try {
            return untilStopped();
        } catch (RuntimeException e) {
            return Failure.told(e, err, "tocsin edge");
        }
    }

    /** Throws as {@link ConfigFile#read} and {@link Hub#start} do. */
    int untilStopped() {
        Logs.toStandardError(format);
        CompletableFuture<HubConfig> file =
                Parts.aside("read-config", () -> ConfigFile.read(config, HubConfig.class, System::getenv));
        Logger log = LoggerFactory.getLogger("tocsin");
        loadTls();
        Stop stop = Stop.onSignals();
        try (Hub running = Hub.start(Parts.joined(file), Set.of(Role.EDGE), Clock.systemUTC(), stop::because)) {
            log.info("Ready: the edge listens on port {}", running.port(Role.EDGE));
            stop.await();
            log.info("Stopping");
        }
        ClassArchive.ofThisJvm().ifPresent(ClassArchive::removeOthers);
        return Exit.DONE;
    }

    /**
     * Loads what takes long, while the configuration is read. When it is loaded, TLS is tried out as a client with the
     * platform's authorities would use it, and a key is encrypted; neither is of any use to a server, so until that is
     * over there are no authorities, and the encryption is quick.
     */
    private static void loadTls() {
        boolean platforms = System.getProperty(AUTHORITIES) == null;
        String rounds = System.getProperty(ROUNDS);
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
            if (rounds == null) {
                System.clearProperty(ROUNDS);
            } else {
                System.setProperty(ROUNDS, rounds);
            }
        }
    }
}
