// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.demo.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.lab.LabKeys;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.tls.LocalAuthority;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/**
 * What stands before the curtain rises: a folder with certificates, secrets and the hub's configuration. What the hub
 * keeps is in a folder of the issuer's own, because a stream belongs to the issuer it was made with.
 *
 * @param configFile as any {@code hub.yaml}, for other commands too
 * @param run counts the runs over this folder, from 1
 */
public record Stage(Path configFile, HubConfig config, LocalAuthority authority, Ports ports, int run, Path secrets) {
    /** A broker in the hub's own process. */
    public static final String EMBEDDED_KAFKA = "embedded-kafka: true";

    /** Where everything listens, on 127.0.0.1. */
    public record Ports(int admin, int connectors, int transmitter, int edge, int page, int audit, boolean asWished) {
        static final int COUNT = 6;

        static Ports from(int first) {
            FreePorts free = FreePorts.from(first, COUNT);
            return new Ports(
                    free.ports().get(0),
                    free.ports().get(1),
                    free.ports().get(2),
                    free.ports().get(3),
                    free.ports().get(4),
                    free.ports().get(5),
                    free.asWished());
        }
    }

    /**
     * Makes what is not there yet.
     *
     * @param firstPort of six that are wished for; 0 for any
     * @param kafka which Kafka the hub uses: lines of its configuration, such as {@link #EMBEDDED_KAFKA}
     */
    public static Stage set(Path folder, int firstPort, String kafka, InstantSource clock) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Ports ports = Ports.from(firstPort);
        Path data = root.resolve("hub-" + ports.transmitter());
        Files.createDirectories(data);
        LocalAuthority authority = LocalAuthority.in(root.resolve("tls"), clock);
        Path secrets = data.resolve("secrets");
        Files.createDirectories(secrets);
        for (String name : new String[] {"okta", "jamf", "edr", "audit", "edge", "admin"}) {
            keep(secrets.resolve(name), "");
        }
        keep(secrets.resolve("inventory"), "whsec_");
        Path file = data.resolve("hub.yaml");
        Files.writeString(file, template(root, data, ports, kafka));
        HubConfig config = ConfigFile.read(file, HubConfig.class, System::getenv);
        return new Stage(file, config, authority, ports, RunCounter.next(data), secrets);
    }

    private static String template(Path root, Path data, Ports ports, String kafka) throws IOException {
        try (InputStream in = Stage.class.getResourceAsStream("demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("demo.yaml is not in the jar");
            }
            String text = new String(in.readAllBytes(), UTF_8);
            for (Map.Entry<String, Object> name : Map.<String, Object>of(
                            "kafka", kafka,
                            "data", data,
                            "tls", root.resolve("tls"),
                            "admin", ports.admin(),
                            "connectors", ports.connectors(),
                            "transmitter", ports.transmitter(),
                            "edge", ports.edge(),
                            "audit", ports.audit())
                    .entrySet()) {
                text = text.replace("{{" + name.getKey() + "}}", name.getValue().toString());
            }
            return text;
        }
    }

    /** Made once, readable by its owner only. */
    private static void keep(Path file, String prefix) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, prefix + Base64.getEncoder().encodeToString(random));
    }

    /** The file that this run logs to, whatever folder it is over. */
    public Path log() {
        return authority.root().resolveSibling("..").resolve("tocsin.log").normalize();
    }

    public Secret secret(String name) throws IOException {
        return Secret.of(Files.readString(secrets.resolve(name)).strip());
    }

    public LabKeys labKeys() throws IOException {
        return new LabKeys(secret("okta"), secret("jamf"), secret("edr"), secret("inventory"));
    }

    public URI webhooks() {
        return URI.create("https://localhost:" + ports.connectors() + "/webhooks/");
    }

    public String issuer() {
        return "https://localhost:" + ports.transmitter();
    }

    public URI forwardAuth() {
        return URI.create("https://localhost:" + ports.edge() + "/forward-auth");
    }

    public URI page() {
        return URI.create("https://localhost:" + ports.page() + "/");
    }
}
