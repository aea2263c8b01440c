// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import io.tocsin.transmitter.caller.AuthorizationOffer;
import io.tocsin.transmitter.client.Scope;

/** What OAuth clients read to find their way: about the authorization server and about what it protects. */
public final class OAuthMetadata {
    private OAuthMetadata() {}

    /** RFC 8414 §2, and RFC 8705 §3.3 where certificates are asked for. */
    public static ObjectNode server(String issuer, String tokenEndpoint, String jwksUri, AuthorizationOffer offer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("issuer", issuer);
        json.put("token_endpoint", tokenEndpoint);
        json.put("jwks_uri", jwksUri);
        scopes(json);
        json.putArray("grant_types_supported").add("client_credentials");
        ArrayNode methods = json.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post")
                .add("private_key_jwt");
        ArrayNode algorithms = json.putArray("token_endpoint_auth_signing_alg_values_supported");
        Assertions.ALGORITHMS.stream().map(JWSAlgorithm::getName).sorted().forEach(algorithms::add);
        if (offer.certificates()) {
            methods.add("tls_client_auth").add("self_signed_tls_client_auth");
            json.put("tls_client_certificate_bound_access_tokens", true);
        }
        return json;
    }

    /** RFC 9728 §2. */
    public static ObjectNode resource(String issuer, AuthorizationOffer offer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resource", issuer);
        ArrayNode servers = json.putArray("authorization_servers").add(issuer);
        offer.otherServers().forEach(servers::add);
        scopes(json);
        json.putArray("bearer_methods_supported").add("header");
        if (offer.certificates()) {
            json.put("tls_client_certificate_bound_access_tokens", true);
        }
        return json;
    }

    private static void scopes(ObjectNode json) {
        json.putArray("scopes_supported").add(Scope.READ.text()).add(Scope.MANAGE.text());
    }
}
