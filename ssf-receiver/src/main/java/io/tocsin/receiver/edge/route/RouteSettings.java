// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question a proxy asks, and how it is answered. A proxy has a route for each kind of application behind it.
 *
 * @param path what the proxy asks for; with a star at its end whatever begins so; default {@code /forward-auth}
 * @param identity all rules are followed, and one that finds somebody who is out is enough; absent: cookie
 *     {@code session}, and headers {@code X-Session-Id}, {@code X-User}, {@code X-Device-Id} and
 *     {@code X-Session-Issued-At}
 * @param requires who must be named for a 200; default a session
 * @param silenceLimit absent: the edge's
 * @param onSilence absent: the edge's
 * @param stepUpMaxAge with step-up, how long ago a session may have been issued to pass in silence; default 5 minutes
 * @param challenge {@code WWW-Authenticate} of a 401; default {@code Bearer realm="tocsin"}
 * @param redirect where browsers are sent instead of a 401; {@code {url}} in it stands for what they asked for, as the
 *     {@code X-Forwarded-*} headers tell or, without them, what stands for the star of {@code path}. Not for nginx,
 *     which redirects by itself
 */
public record RouteSettings(
        String path,
        List<IdentityRule> identity,
        Required requires,
        @Nullable Duration silenceLimit,
        @Nullable OnSilence onSilence,
        Duration stepUpMaxAge,
        String challenge,
        @Nullable String redirect) {
    static final String URL = "{url}";

    /** The usual one. */
    public static final RouteSettings DEFAULT = new RouteSettings(
            "/forward-auth",
            IdentityRule.DEFAULT,
            Required.SESSION,
            null,
            null,
            Duration.ofMinutes(5),
            "Bearer realm=\"tocsin\"",
            null);

    /** Whom a request must name. */
    public enum Required {
        SESSION,
        /** A session or a user. */
        USER,
        /** The application behind asks who is not signed in to do so. */
        NOTHING
    }

    public RouteSettings {
        path = path == null ? DEFAULT.path() : path;
        identity = identity == null || identity.isEmpty() ? IdentityRule.DEFAULT : List.copyOf(identity);
        requires = requires == null ? Required.SESSION : requires;
        stepUpMaxAge = stepUpMaxAge == null ? Duration.ofMinutes(5) : stepUpMaxAge;
        challenge = challenge == null ? "Bearer realm=\"tocsin\"" : challenge;
        if (!path.matches("/[!-)+-~]*\\*?")) {
            throw new IllegalArgumentException(
                    "path is \"" + path + "\", expected one such as /forward-auth or /ext-authz/*");
        }
        requirePositive("silence-limit", silenceLimit);
        requirePositive("step-up-max-age", stepUpMaxAge);
        if (!challenge.matches("[ -~]+")) {
            throw new IllegalArgumentException("challenge is not the value of an HTTP header");
        }
        if (redirect != null) {
            requireUrl(redirect);
        }
    }

    private static void requirePositive(String name, @Nullable Duration duration) {
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            throw new IllegalArgumentException(name + " is " + duration + ", expected a positive duration");
        }
    }

    private static void requireUrl(String redirect) {
        String problem = "redirect is \"" + redirect + "\", expected an http or https URL, perhaps with " + URL;
        try {
            String scheme =
                    String.valueOf(URI.create(redirect.replace(URL, "x")).getScheme());
            if (!scheme.equals("https") && !scheme.equals("http")) {
                throw new IllegalArgumentException(problem);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }
}
