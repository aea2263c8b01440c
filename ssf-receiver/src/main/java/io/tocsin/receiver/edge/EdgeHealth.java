// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.StreamHealth;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.tocsin.receiver.edge.route.Routes.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What an edge says of itself at {@code /health}.
 *
 * @param silentSince a stream that was not heard after that is silent; routes with a limit of their own may differ
 */
record EdgeHealth(
        List<Standing> routes,
        Revocations revocations,
        EdgeIntake intake,
        List<StreamHealth> streams,
        Instant silentSince) {

    /** Nothing passes anywhere: a balancer should ask another edge. */
    boolean isShut() {
        return routes.stream().allMatch(Standing::shut);
    }

    ObjectNode json() {
        boolean silent = routes.stream().anyMatch(Standing::silent);
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        health.put("status", silent ? "silent" : "live")
                .put("entries", revocations.size())
                .put("forgottenEarly", revocations.forgottenEarly())
                .put("withoutEffect", intake.withoutEffect());
        ArrayNode ofRoutes = health.putArray("routes");
        routes.forEach(route -> ofRoutes.addObject().put("path", route.path()).put("mode", route.mode()));
        ArrayNode ofStreams = health.putArray("streams");
        streams.forEach(stream -> write(ofStreams.addObject(), stream));
        return health;
    }

    private void write(ObjectNode node, StreamHealth stream) {
        node.put("name", stream.name())
                .put("phase", stream.phase().name().toLowerCase(Locale.ROOT))
                .put("status", stream.status().name().toLowerCase(Locale.ROOT))
                .put("silent", stream.heard().filter(silentSince::isBefore).isEmpty())
                .put("accepted", stream.accepted())
                .put("rejected", stream.rejected());
        stream.trouble().ifPresent(trouble -> node.put("trouble", trouble));
        stream.heard().ifPresent(heard -> node.put("heard", heard.toString()));
    }
}
