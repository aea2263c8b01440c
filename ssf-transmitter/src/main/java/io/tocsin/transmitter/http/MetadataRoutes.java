// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.schemas.stream.Delivery;
import io.tocsin.transmitter.http.exchange.Paths;
import io.tocsin.transmitter.key.ring.KeysConfig;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.token.OAuthMetadata;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The documents anybody may read: SSF metadata (SSF 1.0 §7), OAuth metadata (RFC 8414, RFC 9728), and the keys (RFC
 * 7517).
 */
final class MetadataRoutes {
    /** Short: a receiver that keeps an old copy for long refuses SETs signed with a key it does not know yet. */
    private static final String CACHED = "public, max-age=" + KeysConfig.JWKS_MAX_AGE.toSeconds();

    private final Issuer issuer;
    private final Endpoints endpoints;
    private final SigningKeys keys;

    MetadataRoutes(Issuer issuer, SigningKeys keys) {
        this.issuer = issuer;
        this.endpoints = issuer.endpoints();
        this.keys = keys;
    }

    void mount(Paths paths) {
        publish(paths, endpoints.wellKnown("ssf-configuration"), "application/json", ssf().toString());
        publish(
                paths,
                endpoints.wellKnown("oauth-authorization-server"),
                "application/json",
                OAuthMetadata.server(
                                endpoints.issuer(),
                                endpoints.url(Endpoints.TOKEN),
                                endpoints.url(Endpoints.JWKS),
                                issuer.offer())
                        .toString());
        publish(
                paths,
                endpoints.wellKnown(Endpoints.RESOURCE),
                "application/json",
                OAuthMetadata.resource(endpoints.issuer(), issuer.offer()).toString());
        publishKeys(paths);
    }

    private ObjectNode ssf() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("spec_version", "1_0");
        json.put("issuer", endpoints.issuer());
        json.put("jwks_uri", endpoints.url(Endpoints.JWKS));
        json.putArray("delivery_methods_supported").add(Delivery.PUSH_METHOD).add(Delivery.POLL_METHOD);
        json.put("configuration_endpoint", endpoints.url(Endpoints.STREAMS));
        json.put("status_endpoint", endpoints.url(Endpoints.STATUS));
        json.put("add_subject_endpoint", endpoints.url(Endpoints.ADD_SUBJECT));
        json.put("remove_subject_endpoint", endpoints.url(Endpoints.REMOVE_SUBJECT));
        json.put("verification_endpoint", endpoints.url(Endpoints.VERIFICATION));
        // our extension
        json.put("tocsin_snapshot_endpoint", endpoints.url(Endpoints.SNAPSHOT));
        json.putArray("authorization_schemes").addObject().put("spec_urn", "urn:ietf:rfc:6749");
        json.put("default_subjects", issuer.defaultSubjects().name());
        if (!issuer.criticalSubjectMembers().isEmpty()) {
            // an array of nothing must not be there at all (SSF 1.0 §7.2.3)
            issuer.criticalSubjectMembers().forEach(json.putArray("critical_subject_members")::add);
        }
        return json;
    }

    /** Read again each time: a key that another process has just made is published here as well, before it signs. */
    private void publishKeys(Paths paths) {
        Router router = paths.at(endpoints.path(Endpoints.JWKS));
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(request -> request.vertx()
                        .executeBlocking(keys::publishedJson, false)
                        .onSuccess(document -> request.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk-set+json")
                                .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
                                .end(document))
                        .onFailure(request::fail));
        router.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD));
    }

    private static void publish(Paths paths, String path, String type, String document) {
        Handler<RoutingContext> answer = request -> request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
                .end(document);
        Router router = paths.at(path);
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(answer);
        router.route().handler(Paths.only(HttpMethod.GET, HttpMethod.HEAD));
    }
}
