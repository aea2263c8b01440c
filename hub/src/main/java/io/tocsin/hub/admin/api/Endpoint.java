// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api;

import io.tocsin.hub.admin.AdminRole;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the admin API.
 *
 * @param path as in docs/admin-api.yaml, with {@code {id}} where something is named
 * @param needs {@link AdminRole#WRITE} where something changes: then it is audited
 * @param place which of several hubs does it
 */
public record Endpoint(HttpMethod method, String path, AdminRole needs, Action action, Place place) {
    private static final String ID = "{id}";

    /** Which of several hubs does it. */
    public sealed interface Place {
        /** The one that is asked, whatever there are besides. */
        record ThisHub() implements Place {}

        /** The one that is asked, once it has seen what the others have written. */
        record AnyHub() implements Place {}

        /** The one whose that key is, a stream's id or another word. */
        record OwnerOf(Function<Call, String> key) implements Place {}

        Place THIS_HUB = new ThisHub();
        Place ANY_HUB = new AnyHub();
    }

    /** What it does, on a thread that may wait. The answer is a record of {@code admin.view}; null: 204. */
    @FunctionalInterface
    public interface Action {
        @Nullable
        Object of(Served served, Call call);
    }

    /** The same, done by the hub that delivers the stream of the id in its path. */
    public Endpoint atOwner() {
        return new Endpoint(method, path, needs, action, new Place.OwnerOf(Call::id));
    }

    /** The same, done one after the other by one hub for all: the owner of that word. */
    public Endpoint atOneHub(String word) {
        return new Endpoint(method, path, needs, action, new Place.OwnerOf(call -> word));
    }

    /** Looks at more than one stage of the process. */
    public static Endpoint get(String path, Action action) {
        return new Endpoint(HttpMethod.GET, path, AdminRole.READ, action, Place.THIS_HUB);
    }

    /** The id in a path that fits, empty where the endpoint has none; nothing for a path that does not fit. */
    Optional<String> idIn(String requested) {
        int at = path.indexOf(ID);
        if (at < 0) {
            return requested.equals(path) ? Optional.of("") : Optional.empty();
        }
        String behind = path.substring(at + ID.length());
        // an action's name is no part of an id
        Matcher matcher = Pattern.compile(Pattern.quote(path.substring(0, at)) + "([^/]+?)(:[a-z-]+)?")
                .matcher(requested);
        boolean fits = matcher.matches() && behind.equals(matcher.group(2) == null ? "" : matcher.group(2));
        return fits ? decoded(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
