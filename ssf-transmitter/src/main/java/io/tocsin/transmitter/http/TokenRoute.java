// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.http.exchange.BodyReader;
import io.tocsin.transmitter.http.exchange.TrustedProxies;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.token.TokenEndpoint;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;

/** The token endpoint (RFC 6749 §3.2) over HTTP. */
final class TokenRoute implements Handler<RoutingContext> {
    static final String FORM = "application/x-www-form-urlencoded";

    private final URI url;
    private final TokenEndpoint endpoint;
    private final TrustedProxies proxies;

    /** @param proxies whose word on where a request comes from is taken */
    TokenRoute(URI url, TokenEndpoint endpoint, TrustedProxies proxies) {
        this.proxies = proxies;
        this.url = url;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(RoutingContext request) {
        HTTPRequest form = new HTTPRequest(HTTPRequest.Method.POST, url);
        form.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        form.setBody(new String(BodyReader.body(request), UTF_8));
        List<String> authorization = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (authorization.size() > 1) {
            throw RejectedException.invalid(
                    "there are " + authorization.size() + " Authorization headers, expected one at most");
        }
        authorization.forEach(value -> form.setHeader("Authorization", value));
        Context context = request.vertx().getOrCreateContext();
        var unused = endpoint.answer(
                        form,
                        proxies.origin(
                                request.request().remoteAddress().hostAddress(),
                                request.request().headers().getAll("X-Forwarded-For")),
                        ClientCertificate.of(request.request().connection().sslSession())
                                .orElse(null))
                .whenComplete((answer, failure) -> context.runOnContext(here -> {
                    if (failure != null) {
                        request.fail(failure);
                    } else {
                        write(request.response(), answer.toHTTPResponse());
                    }
                }));
    }

    private static void write(HttpServerResponse response, HTTPResponse answer) {
        response.setStatusCode(answer.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (answer.getStatusCode() == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"ssf\"");
        }
        response.end(answer.getBody());
    }
}
