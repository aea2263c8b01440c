// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.receiver.edge.question.Cookies;
import io.tocsin.receiver.edge.question.Question;
import io.tocsin.receiver.edge.route.Source.Place;
import io.tocsin.receiver.key.KeySource;
import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.receiver.verify.OtherToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules by which a route reads whose a question is. */
final class Identity {
    private static final String BEARER = "Bearer ";
    private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

    private final List<Rule> rules;
    private final InstantSource clock;

    /** A rule with the keys its token must be signed with, if any must. */
    record Rule(IdentityRule settings, @Nullable KeySource keys) {}

    Identity(List<Rule> rules, InstantSource clock) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
    }

    /** All that can be read at once; tokens to be verified are in it and left to {@link #verify}. */
    Said read(Question question) {
        Said said = new Said(clock.instant().plus(CLOCKS_APART));
        for (Rule rule : rules) {
            IdentityRule settings = rule.settings();
            values(said, question, settings.session()).forEach(said::session);
            values(said, question, settings.user()).forEach(said::user);
            values(said, question, settings.device()).forEach(said::device);
            said.issuedAt(values(said, question, settings.issuedAt()));
            if (settings.token() != null) {
                for (String value : values(said, question, settings.token().in())) {
                    token(said, rule, value);
                }
            }
        }
        return said;
    }

    private static void token(Said said, Rule rule, String value) {
        String text = value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : value;
        if (!OtherToken.looksLike(text)) {
            return;
        }
        if (rule.keys() != null) {
            said.token(new Said.Token(rule, text));
        } else {
            ObjectNode claims = OtherToken.unverified(text);
            if (claims == null) {
                said.distrust("bad-token");
            } else {
                read(said, rule.settings(), claims);
            }
        }
    }

    /** May block while keys are fetched: not for event loops. */
    void verify(Said said) {
        for (Said.Token token : said.tokens()) {
            KeySource keys = token.rule().keys();
            try {
                ObjectNode claims = keys == null ? null : OtherToken.verified(token.text(), keys);
                if (claims == null || !isGood(claims, token.rule().settings().token())) {
                    said.distrust("bad-token");
                } else {
                    read(said, token.rule().settings(), claims);
                }
            } catch (UndecidedException noKeys) {
                said.distrust("no-keys");
            }
        }
    }

    private boolean isGood(ObjectNode claims, @Nullable TokenSettings settings) {
        long earliest = clock.instant().minus(CLOCKS_APART).getEpochSecond();
        boolean expired = claims.has("exp")
                && (!claims.path("exp").isNumber() || claims.path("exp").asLong() < earliest);
        boolean otherIssuer = settings != null
                && settings.issuer() != null
                && !settings.issuer().equals(claims.path("iss").textValue());
        return !expired && !otherIssuer && (settings == null || isFor(settings.audience(), claims.path("aud")));
    }

    private static boolean isFor(@Nullable String audience, JsonNode aud) {
        if (audience == null || audience.equals(aud.textValue())) {
            return true;
        }
        for (JsonNode value : aud) {
            if (audience.equals(value.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static void read(Said said, IdentityRule settings, ObjectNode claims) {
        claims(claims, settings.session()).forEach(said::session);
        claims(claims, settings.device()).forEach(said::device);
        said.issuedAt(claims(claims, settings.issuedAt()));
        for (String user : claims(claims, settings.user())) {
            said.user(user);
            if (settings.user() != null && settings.user().name().equals("sub")) {
                said.user(claims.path("iss").asText(""), user);
            }
        }
    }

    private static List<String> claims(ObjectNode claims, @Nullable Source source) {
        if (source == null || source.place() != Place.CLAIM) {
            return List.of();
        }
        JsonNode value = source.name().startsWith("/") ? claims.at(source.name()) : claims.path(source.name());
        List<String> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> values.add(element.asText("")));
        } else if (value.isValueNode()) {
            values.add(value.isIntegralNumber() || value.isTextual() ? value.asText() : "");
        }
        return values;
    }

    private static List<String> values(Said said, Question question, @Nullable Source source) {
        if (source == null) {
            return List.of();
        }
        return switch (source.place()) {
            case HEADER -> nonEmpty(question.headers(source.name()));
            case COOKIE -> {
                Cookies.Found found = Cookies.named(source.name(), question.cookies());
                if (!found.clear()) {
                    said.distrust("bad-cookie");
                }
                yield nonEmpty(found.values());
            }
            case CLAIM -> List.of();
        };
    }

    private static List<String> nonEmpty(List<String> values) {
        return values.stream().anyMatch(String::isEmpty)
                ? values.stream().filter(value -> !value.isEmpty()).toList()
                : values;
    }
}
