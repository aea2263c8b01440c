// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question a proxy asks, and how it is answered. A proxy has a route for each kind of application behind it.
 *
 * @param path what the proxy asks for; with a star at its end whatever begins so, and the longest of several that fit;
 *     default {@code /forward-auth}
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
    private static final Duration LONGEST = Duration.ofDays(3650);

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
        if (silenceLimit != null) {
            requireLimit(silenceLimit);
        }
        requireDuration("step-up-max-age", stepUpMaxAge);
        if (!challenge.matches("[ -~]+")) {
            throw new IllegalArgumentException("challenge is not the value of an HTTP header");
        }
        if (redirect != null) {
            requireUrl(redirect);
        }
    }

    /** Throws {@link IllegalArgumentException} if it cannot be a {@code silence-limit}. */
    public static void requireLimit(Duration limit) {
        requireDuration("silence-limit", limit);
    }

    private static void requireDuration(String name, Duration duration) {
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + duration + ", expected a positive duration of at most 3650 days");
        }
    }

    /** Throws {@link IllegalArgumentException} if that cannot be done here: stepping up asks how old a session is. */
    public void requireIssuedAt(OnSilence effective) {
        if (effective == OnSilence.STEP_UP && identity.stream().allMatch(rule -> rule.issuedAt() == null)) {
            throw new IllegalArgumentException("route " + path + " has on-silence step-up, and no identity rule says"
                    + " where issued-at is: expected one, or else nobody could ever pass");
        }
    }

    /** Is it asked when one of these paths is? */
    public boolean isAskedAt(Set<String> paths) {
        return path.endsWith("*")
                ? paths.stream().anyMatch(taken -> taken.startsWith(path.substring(0, path.length() - 1)))
                : paths.contains(path);
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
