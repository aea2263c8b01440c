// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keycloak's distribution from Maven Central, some 170 MB: fetched once, and then in the local repository. */
final class Distribution {
    private Distribution() {}

    /** Skips the test, and says why, where it cannot be had. */
    static Path zip(Path folder) throws Exception {
        String version = System.getProperty("tocsin.keycloak.version", "");
        Path zip = Path.of(
                System.getProperty("tocsin.repository", ""),
                "org/keycloak/keycloak-quarkus-dist/" + version + "/keycloak-quarkus-dist-" + version + ".zip");
        if (!Files.exists(zip)) {
            fetch(version, folder.resolve("fetch.log"));
        }
        assumeTrue(Files.exists(zip), "there is no Keycloak " + version + " in the local repository");
        return zip;
    }

    private static void fetch(String version, Path log) throws Exception {
        Path maven = Path.of(System.getProperty("tocsin.maven", ""), "bin", "mvn");
        assumeTrue(Files.isExecutable(maven), "there is no " + maven + " to fetch Keycloak with");
        Process fetching;
        try {
            fetching = new ProcessBuilder(List.of(
                            maven.toString(),
                            "-B",
                            "-q",
                            "dependency:get",
                            "-Dtransitive=false",
                            "-Dartifact=org.keycloak:keycloak-quarkus-dist:%s:zip".formatted(version)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "Maven could not be started to fetch Keycloak: " + e.getMessage());
            return;
        }
        boolean ended = fetching.waitFor(10, TimeUnit.MINUTES);
        if (!ended) {
            fetching.destroy();
        }
        assumeTrue(
                ended && fetching.exitValue() == 0,
                "Keycloak " + version + " could not be fetched: "
                        + Files.readString(log).lines().findFirst().orElse("no answer within 10 minutes"));
    }
}
