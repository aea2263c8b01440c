// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.token;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.TLSClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.caller.ClientCertificate;
import io.tocsin.transmitter.client.Scope;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The client credentials grant (RFC 6749 §4.4). Errors are answers here (RFC 6749 §5.2), never failures. */
public final class TokenEndpoint {
    private final ClientAuthenticator clients;
    private final AccessTokenIssuer tokens;

    public TokenEndpoint(ClientAuthenticator clients, AccessTokenIssuer tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /**
     * Answers one token request.
     *
     * @param request as it came: {@code Authorization} and {@code Content-Type} headers, body
     * @param address where it comes from
     * @param certificate what the client has shown; null for nothing
     * @return fails with {@link io.tocsin.transmitter.request.RejectedException} for who fails too often, and if it
     *     cannot be told now who it is
     */
    public CompletableFuture<TokenResponse> answer(
            HTTPRequest request, String address, @Nullable ClientCertificate certificate) {
        if (certificate != null) {
            request.setClientX509Certificate(certificate.own());
        }
        TokenRequest parsed;
        try {
            parsed = TokenRequest.parse(request);
        } catch (ParseException e) {
            ErrorObject error = e.getErrorObject();
            return refused(error == null ? OAuth2Error.INVALID_REQUEST : error);
        }
        ClientAuthentication presented = parsed.getClientAuthentication();
        if (presented == null) {
            return refused(OAuth2Error.INVALID_CLIENT);
        }
        return clients.authenticate(presented, address, certificate)
                .thenCompose(receiver -> receiver.isEmpty()
                        ? refused(OAuth2Error.INVALID_CLIENT)
                        : answer(parsed, receiver.get(), boundTo(presented, receiver.get(), certificate)));
    }

    /** Who has proven itself by a certificate gets tokens that are bound to it, and so does who must have such. */
    private static @Nullable String boundTo(
            ClientAuthentication presented, ReceiverRegistration receiver, @Nullable ClientCertificate certificate) {
        boolean bound = presented instanceof TLSClientAuthentication || receiver.boundTokens();
        return bound && certificate != null ? certificate.thumbprint() : null;
    }

    private CompletableFuture<TokenResponse> answer(
            TokenRequest parsed, ReceiverRegistration receiver, @Nullable String boundTo) {
        if (receiver.boundTokens() && boundTo == null) {
            return refused(OAuth2Error.INVALID_REQUEST.setDescription(
                    "this client's tokens are bound to its certificate, expected one in the TLS handshake"));
        }
        if (!GrantType.CLIENT_CREDENTIALS.equals(parsed.getAuthorizationGrant().getType())) {
            return refused(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
        }
        Optional<Set<Scope>> scopes = granted(parsed, receiver);
        if (scopes.isEmpty()) {
            return refused(OAuth2Error.INVALID_SCOPE);
        }
        return tokens.issue(receiver, scopes.get(), boundTo)
                .thenApply(token -> new AccessTokenResponse(new Tokens(
                        new BearerAccessToken(
                                token,
                                tokens.lifetime().toSeconds(),
                                com.nimbusds.oauth2.sdk.Scope.parse(AccessTokenIssuer.text(scopes.get()))),
                        null)));
    }

    /**
     * Everything the receiver may have if it asks for nothing in particular; nothing at all if it asks for too much.
     */
    private static Optional<Set<Scope>> granted(TokenRequest request, ReceiverRegistration receiver) {
        Set<Scope> grantable = Scope.parseAll(receiver.scopes());
        if (request.getScope() == null || request.getScope().isEmpty()) {
            return Optional.of(grantable);
        }
        Set<Scope> asked = new HashSet<>();
        for (String name : request.getScope().toStringList()) {
            Optional<Scope> scope = Scope.parse(name).filter(grantable::contains);
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            asked.add(scope.get());
        }
        return Optional.of(asked);
    }

    private static CompletableFuture<TokenResponse> refused(ErrorObject error) {
        return CompletableFuture.completedFuture(new TokenErrorResponse(error));
    }
}
