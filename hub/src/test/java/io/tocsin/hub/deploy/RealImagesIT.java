// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import io.tocsin.hub.demo.Demo;
import io.tocsin.hub.demo.Narrator;
import io.tocsin.hub.demo.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * What {@code tocsin demo} shows, over the Kafka and the Confluent-compatible registry that compose deploys, from their
 * images. Profile {@code containers} runs it; without Docker or without the images it is skipped and says why.
 */
@Tag("containers")
class RealImagesIT {
    private static final int REGISTRY_PORT = 8080;
    private static final Duration SLOW = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final KafkaContainer kafka;
    private final GenericContainer<?> registry;

    RealImagesIT() throws IOException {
        requireDocker();
        kafka = new KafkaContainer(present(image("kafka")));
        registry = new GenericContainer<>(present(image("registry")))
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(SLOW));
    }

    private static void requireDocker() {
        boolean available;
        try {
            available = DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            available = abort("the Docker daemon cannot be used: " + e.getMessage());
        }
        assumeTrue(available, "no Docker daemon answers");
    }

    /**
     * What compose runs under that name, by its digest; or a mirror's or another, where {@code images.NAME} says so.
     */
    private static DockerImageName image(String service) throws IOException {
        String pinned = String.valueOf(Compose.read().service(service).as().get("image"));
        String name = pinned.substring(0, pinned.indexOf(':'));
        String digest = pinned.substring(pinned.indexOf('@'));
        return DockerImageName.parse(System.getProperty("images." + service, name + digest))
                .asCompatibleSubstituteFor(name);
    }

    /** Nothing is pulled here: where there is no registry, Testcontainers would try for minutes. */
    private static DockerImageName present(DockerImageName image) {
        try {
            DockerClientFactory.instance()
                    .client()
                    .inspectImageCmd(image.asCanonicalNameString())
                    .exec();
            return image;
        } catch (NotFoundException e) {
            return abort("this Docker has no image " + image + ", expected it after docker pull: " + e.getMessage());
        }
    }

    @AfterEach
    void stop() {
        registry.stop();
        kafka.stop();
    }

    @Test
    void everyRevocationArrivesOnceAndNothingElseDoes() throws Exception {
        kafka.start();
        registry.start();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Narrator narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        try (Demo demo = Demo.start(folder, 0, clients(), narrator, Clock.systemUTC(), Instant.now(), reason -> {})) {
            Verdict verdict = demo.play();
            assertThat(verdict.passed())
                    .as(told.toString(StandardCharsets.UTF_8))
                    .isTrue();
        }
    }

    private String clients() {
        return """
                kafka:
                  bootstrap.servers: "%s"
                  schema.registry.url: "http://%s:%d/apis/ccompat/v7"
                topics: { partitions: 4, replication-factor: 1 }""".formatted(kafka.getBootstrapServers(), registry.getHost(), registry.getMappedPort(REGISTRY_PORT));
    }
}
