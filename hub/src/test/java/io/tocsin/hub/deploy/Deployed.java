// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.hub.run.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A process of Tocsin as something deploys it.
 *
 * @param name what the deployment calls it
 * @param configuration the file it is started with
 * @param secretsAt where its secrets are in the container, a folder
 */
record Deployed(String name, Path configuration, String secretsAt) {
    /** What is deployed, and all that is beside it. */
    static final Path FOLDER = Path.of("..", "deploy");

    Role role() {
        return switch (name) {
            case "intake" -> Role.CONNECTORS;
            case "inbound" -> Role.INBOUND;
            case "risk" -> Role.RISK;
            case "transmitter" -> Role.TRANSMITTER;
            case "actions" -> Role.ACTIONS;
            case "edge" -> Role.EDGE;
            default -> throw new IllegalArgumentException(name + " is no role");
        };
    }

    /** As the program reads it, with secrets of another folder. */
    HubConfig config(Path secrets) throws IOException {
        return ConfigFile.read(
                configuration.toString(),
                Files.readString(configuration).replace(secretsAt + "/", secrets + "/"),
                secrets,
                HubConfig.class,
                variable -> null);
    }

    /** The secrets that a file mentions, such as a configuration. */
    Set<String> secretsIn(Path file) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher secret =
                Pattern.compile(Pattern.quote(secretsAt + "/") + "([\\w.-]+)").matcher(Files.readString(file));
        while (secret.find()) {
            found.add(secret.group(1));
        }
        return found;
    }

    /** For YAML with merge keys, and of several documents. */
    static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    @Override
    public String toString() {
        return name;
    }
}
