// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asked by an HTTP request that bears the headers of the one it is about. */
public record HttpQuestion(HttpServerRequest request) implements Question {
    private static final String URI = "X-Forwarded-Uri";

    @Override
    public List<String> headers(String name) {
        List<String> values = request.headers().getAll(name);
        return values.stream().allMatch(HttpQuestion::isAscii) ? values : withUtf8(values);
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }

    /** Each byte came as a character. Whoever wrote a name in UTF-8 meant another one, so both are looked at. */
    private static List<String> withUtf8(List<String> values) {
        List<String> both = new ArrayList<>(values);
        values.forEach(value -> both.add(new String(value.getBytes(ISO_8859_1), UTF_8)));
        return both;
    }

    @Override
    public List<String> cookies() {
        return request.headers().getAll(HttpHeaders.COOKIE);
    }

    @Override
    public @Nullable String accept() {
        return request.getHeader(HttpHeaders.ACCEPT);
    }

    /** By the {@code X-Forwarded-*} headers; Envoy sends none, and asks in the client's words behind a prefix. */
    @Override
    public String url(String route) {
        boolean prefixed = route.endsWith("/*") && request.getHeader(URI) == null;
        String uri = prefixed ? request.uri().substring(route.length() - "/*".length()) : forwarded(URI, "/");
        String host = prefixed ? String.valueOf(request.authority()) : "";
        return forwarded("X-Forwarded-Proto", "https") + "://" + forwarded("X-Forwarded-Host", host) + uri;
    }

    private String forwarded(String name, String otherwise) {
        String value = request.getHeader(name);
        return value == null ? otherwise : value;
    }

    /** Says so. */
    public void answer(Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        for (Answer.Header header : answer.headers()) {
            response.putHeader(header.name(), header.value());
        }
        (answer.body().isEmpty() ? response.end() : response.end(answer.body())).onFailure(gone -> {});
    }
}
