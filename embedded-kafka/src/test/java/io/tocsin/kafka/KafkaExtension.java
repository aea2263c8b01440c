// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands {@link KafkaCluster} to constructors and methods of a test class annotated
 * {@code @ExtendWith(KafkaExtension.class)}. The broker starts when first asked for and serves every test of the JVM.
 */
public final class KafkaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaCluster.class;
    }

    @Override
    public KafkaCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
                .cluster();
    }

    /** Closed by the root store, which outlives every test. */
    private record Shared(Path directory, EmbeddedKafka kafka, Admin admin, KafkaCluster cluster)
            implements AutoCloseable {

        static Shared start() {
            try {
                Path directory = Files.createTempDirectory("tocsin-kafka");
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                return new Shared(directory, kafka, admin, new KafkaCluster(kafka.bootstrapServers(), admin));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            admin.close();
            kafka.close();
            DataDirectory.delete(directory);
        }
    }
}
