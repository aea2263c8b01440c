// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** deploy/docker-compose.yml, read as compose reads it: with its merge keys. */
final class Compose {
    /** Where compose puts secrets in a container. */
    static final String SECRETS = "/run/secrets";

    private final Map<String, Object> root;

    /** One of them. */
    record Container(String name, Map<String, Object> as) {
        boolean isTocsin() {
            return String.valueOf(as.get("image")).startsWith("tocsin:");
        }

        /** Whether it has something to do and ends, and so needs no check. */
        boolean endsByItself() {
            return "no".equals(as.get("restart"));
        }

        List<String> words(String key) {
            return as.get(key) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }

        Map<String, Object> section(String key) {
            return Compose.section(as, key);
        }

        /** The secrets that it is given, by the name of their file in {@link #SECRETS}. */
        Set<String> secrets() {
            Set<String> secrets = new TreeSet<>();
            if (as.get("secrets") instanceof List<?> list) {
                list.forEach(secret ->
                        secrets.add(String.valueOf(secret instanceof Map<?, ?> map ? map.get("source") : secret)));
            }
            return secrets;
        }

        /** What of the repository it sees: place in the container, file. */
        Map<String, Path> mounted() {
            Map<String, Path> mounted = new TreeMap<>();
            for (String volume : words("volumes")) {
                String[] parts = volume.split(":", -1);
                if (parts[0].startsWith("./")) {
                    mounted.put(parts[1], Deployed.FOLDER.resolve(parts[0]));
                }
            }
            return mounted;
        }

        /** With the configuration that its command names. */
        Deployed deployed() {
            String at = after(words("command"), "--config");
            Path file = mounted().get(at);
            if (file == null) {
                throw new IllegalStateException(name + " is started with " + at + ", which is not mounted");
            }
            return new Deployed(name, file, SECRETS);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Compose(Map<String, Object> root) {
        this.root = root;
    }

    static Compose read() throws IOException {
        return new Compose(Deployed.yaml().load(Files.readString(Deployed.FOLDER.resolve("docker-compose.yml"))));
    }

    /** Has deploy/prepare make what is secret, in that folder. */
    static void prepare(Path secrets) throws IOException, InterruptedException {
        Process preparing = new ProcessBuilder(
                        Deployed.FOLDER.resolve("prepare").toString(), secrets.toString())
                .inheritIO()
                .start();
        int status = preparing.waitFor();
        if (status != 0) {
            throw new IllegalStateException("deploy/prepare ended with status " + status);
        }
    }

    static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }

    @SuppressWarnings("unchecked") // YAML's keys are strings here
    static Map<String, Object> section(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.getOrDefault(key, Map.of());
    }

    Stream<Container> services() {
        Map<String, Object> services = section(root, "services");
        return services.keySet().stream().map(name -> new Container(name, section(services, name)));
    }

    Container service(String name) {
        return new Container(name, section(section(root, "services"), name));
    }

    Map<String, Object> top(String key) {
        return section(root, key);
    }
}
