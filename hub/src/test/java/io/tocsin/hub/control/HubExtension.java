// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands {@link OperatedHub} to tests: one for all of the JVM, started when first asked for. */
public final class HubExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(HubExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OperatedHub.class;
    }

    @Override
    public OperatedHub resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
                .hub();
    }

    private record Shared(Path folder, OperatedHub hub) implements AutoCloseable {
        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("tocsin-operated");
                return new Shared(folder, OperatedHub.start(folder));
            } catch (Exception e) {
                throw new IllegalStateException("no hub to operate", e);
            }
        }

        @Override
        public void close() {
            hub.close();
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
