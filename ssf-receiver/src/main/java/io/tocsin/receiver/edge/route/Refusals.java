// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.receiver.edge.question.Answer;
import io.tocsin.receiver.edge.question.Answer.Header;
import io.tocsin.receiver.edge.question.Question;
import java.net.URLEncoder;
import java.util.List;

/** How a route says no. */
final class Refusals {
    private static final String REASON = "X-Tocsin-Reason";

    private final RouteSettings settings;
    private final Header challenge;
    private final Header stepUpChallenge;

    Refusals(RouteSettings settings) {
        this.settings = settings;
        this.challenge = new Header("WWW-Authenticate", settings.challenge());
        this.stepUpChallenge = new Header(
                "WWW-Authenticate",
                "Bearer error=\"insufficient_user_authentication\", max_age=\""
                        + settings.stepUpMaxAge().toSeconds() + "\"");
    }

    /** @param reason in characters that neither end a header nor a JSON string */
    Answer refuse(Question question, Header mode, String reason) {
        return refuse(question, mode, challenge, reason);
    }

    /** Asks for a fresh authentication (RFC 9470 §3). */
    Answer stepUp(Question question, Header mode) {
        return refuse(question, mode, stepUpChallenge, "step-up");
    }

    private Answer refuse(Question question, Header mode, Header challenge, String reason) {
        Header why = new Header(REASON, reason);
        String accept = question.accept();
        if (settings.redirect() != null && accept != null && accept.contains("text/html")) {
            String asked = URLEncoder.encode(question.url(settings.path()), UTF_8);
            String location = settings.redirect().replace(RouteSettings.URL, asked);
            return new Answer(302, List.of(Gate.NO_STORE, mode, why, new Header("Location", location)), "");
        }
        if (accept != null && accept.contains("application/json")) {
            return new Answer(
                    401,
                    List.of(Gate.NO_STORE, mode, why, challenge, new Header("Content-Type", "application/json")),
                    "{\"error\":\"unauthorized\",\"reason\":\"" + reason + "\"}");
        }
        return new Answer(401, List.of(Gate.NO_STORE, mode, why, challenge), "");
    }
}
