// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.emit.EventNames;
import io.tocsin.hub.emit.OperatorEvent;
import io.tocsin.hub.emit.SubjectText;
import io.tocsin.hub.run.HubConfig;
import io.tocsin.schemas.json.Json;
import io.tocsin.schemas.topic.TopicWriter;
import io.tocsin.schemas.topic.Wire;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin emit}: an operator tells receivers of something that no signal said. */
@Command(
        name = "emit",
        mixinStandardHelpOptions = true,
        description = {
            "Emits one event to every stream that asks for its type, by hand. Recorded as a decision of an operator."
                    + " Prints the txn that the SETs will have.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  tocsin emit session-revoked --config hub.yaml --subject email:alice@acme.example --reason \"Laptop stolen\""
        })
final class EmitCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 15;

    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "EVENT-TYPE",
            completionCandidates = Types.class,
            description = "A CAEP or RISC event type, by its name or URI: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private String type = "";

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "SUBJECT",
            description = {
                "Whom it is about: JSON (RFC 9493), or such as email:alice@acme.example, session:ID,"
                        + " email:alice@acme.example/device:SERIAL, iss_sub:ISSUER,SUB."
            })
    private String subject = "";

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The hub's YAML file.")
    private @Nullable Path config;

    @Option(names = "--event", defaultValue = "{}", paramLabel = "JSON", description = "The event's own members.")
    private String event = "{}";

    @Option(names = "--reason", paramLabel = "TEXT", description = "For administrators, in English.")
    private @Nullable String reason;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose receivers are told; needed where the file names several tenants.")
    private @Nullable String tenant;

    EmitCommand(InstantSource clock) {
        this.clock = clock;
    }

    static final class Types implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return EventNames.shortNames().iterator();
        }
    }

    @Override
    public Integer call() throws InterruptedException, TimeoutException {
        Logs.toStandardError(Logs.Format.HUMAN);
        HubConfig hub = ConfigFile.read(requireNonNull(config, "config"), HubConfig.class, System::getenv);
        OperatorEvent made = made(hub);
        Map<String, String> kafka = hub.clientProperties();
        try (Wire wire = Wire.open(kafka);
                TopicWriter writer = TopicWriter.open(kafka, wire)) {
            made.write(writer).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take it: " + e.getMessage(), e);
        }
        requireNonNull(spec, "spec").commandLine().getOut().println(made.event().txn());
        return Exit.DONE;
    }

    private OperatorEvent made(HubConfig hub) {
        try {
            JsonNode payload = Json.parse(event);
            return OperatorEvent.of(
                    tenant(hub.tenants()),
                    EventNames.parse(type),
                    SubjectText.parse(subject),
                    payload,
                    reason,
                    UUID.randomUUID(),
                    clock.instant());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(requireNonNull(spec, "spec").commandLine(), e.getMessage(), e);
        }
    }

    private String tenant(Set<String> known) {
        if (tenant != null) {
            if (!known.isEmpty() && !known.contains(tenant)) {
                throw new IllegalArgumentException(
                        "--tenant is " + tenant + ", expected one of " + String.join(", ", known));
            }
            return tenant;
        }
        if (known.size() == 1) {
            return known.iterator().next();
        }
        throw new IllegalArgumentException("--tenant is missing, expected one of " + String.join(", ", known));
    }
}
