// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asked by an HTTP request that bears the headers of the one it is about. */
public record HttpQuestion(HttpServerRequest request) implements Question {
    private static final String URI = "X-Forwarded-Uri";

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public List<String> cookies(String name) {
        return Cookies.named(name, request.headers().getAll(HttpHeaders.COOKIE));
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
