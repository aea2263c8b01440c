// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.envoy;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.tocsin.receiver.edge.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The request that Envoy asks about. */
final class CheckedRequest implements Question {
    /** Of Envoy's {@code context_extensions}: the path of the route that is to answer. */
    static final String ROUTE = "route";

    private final AttributeContext attributes;
    private final AttributeContext.HttpRequest http;

    CheckedRequest(CheckRequest check) {
        this.attributes = check.getAttributes();
        this.http = attributes.getRequest().getHttp();
    }

    String route(String otherwise) {
        return attributes.getContextExtensionsOrDefault(ROUTE, otherwise);
    }

    /**
     * Envoy joins values of one name by commas, unless it is told to encode raw headers; then each part is looked at as
     * well as the whole.
     */
    @Override
    public List<String> headers(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (http.hasHeaderMap()) {
            return raw(key);
        }
        String joined = http.getHeadersOrDefault(key, "");
        if (joined.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>(List.of(joined));
        if (joined.indexOf(',') >= 0) {
            for (String part : joined.split(",", -1)) {
                values.add(part.strip());
            }
        }
        return values;
    }

    private List<String> raw(String key) {
        List<String> values = new ArrayList<>();
        for (HeaderValue header : http.getHeaderMap().getHeadersList()) {
            if (header.getKey().equalsIgnoreCase(key)) {
                values.add(
                        header.getRawValue().isEmpty()
                                ? header.getValue()
                                : header.getRawValue().toStringUtf8());
            }
        }
        return values;
    }

    /** A comma is no part of a cookie's value, so the whole of what Envoy joined need not be looked at. */
    @Override
    public List<String> cookies() {
        List<String> values = headers("cookie");
        return http.hasHeaderMap() || values.size() < 2 ? values : values.subList(1, values.size());
    }

    @Override
    public @Nullable String accept() {
        List<String> values = headers("accept");
        return values.isEmpty() ? null : values.getFirst();
    }

    /** The path with its query, as Envoy received it. */
    @Override
    public String url(String route) {
        String scheme = http.getScheme().isEmpty() ? "https" : http.getScheme();
        return scheme + "://" + http.getHost() + (http.getPath().isEmpty() ? "/" : http.getPath());
    }
}
