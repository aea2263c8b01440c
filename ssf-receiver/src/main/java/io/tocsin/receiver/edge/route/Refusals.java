// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** How a route says no. */
final class Refusals {
    private static final CharSequence REASON = HttpHeaders.createOptimized("X-Tocsin-Reason");
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("WWW-Authenticate");

    private final RouteSettings settings;
    private final String stepUpChallenge;

    Refusals(RouteSettings settings) {
        this.settings = settings;
        this.stepUpChallenge = "Bearer error=\"insufficient_user_authentication\", max_age=\""
                + settings.stepUpMaxAge().toSeconds() + "\"";
    }

    /** @param reason in characters that neither end a header nor a JSON string */
    void refuse(HttpServerRequest request, String reason) {
        refuse(request, settings.challenge(), reason);
    }

    /** Asks for a fresh authentication (RFC 9470 §3). */
    void stepUp(HttpServerRequest request) {
        refuse(request, stepUpChallenge, "step-up");
    }

    private void refuse(HttpServerRequest request, String challenge, String reason) {
        HttpServerResponse response = request.response().putHeader(REASON, reason);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (settings.redirect() != null && accept != null && accept.contains("text/html")) {
            response.setStatusCode(302).putHeader(HttpHeaders.LOCATION, location(request, settings.redirect()));
            response.end().onFailure(gone -> {});
            return;
        }
        response.setStatusCode(401).putHeader(CHALLENGE, challenge);
        if (accept != null && accept.contains("application/json")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end("{\"error\":\"unauthorized\",\"reason\":\"" + reason + "\"}")
                    .onFailure(gone -> {});
        } else {
            response.end().onFailure(gone -> {});
        }
    }

    private static String location(HttpServerRequest request, String redirect) {
        String asked = or(request.getHeader("X-Forwarded-Proto"), "https") + "://"
                + or(request.getHeader("X-Forwarded-Host"), "") + or(request.getHeader("X-Forwarded-Uri"), "/");
        return redirect.replace(RouteSettings.URL, URLEncoder.encode(asked, UTF_8));
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
