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
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.client.Scope;
import io.tocsin.transmitter.secret.SecretChecks;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The client credentials grant (RFC 6749 §4.4) with {@code client_secret_basic} and {@code client_secret_post}. Errors
 * are answers here (RFC 6749 §5.2), never failures.
 */
public final class TokenEndpoint {
    private final ReceiverLookup receivers;
    private final SecretChecks secrets;
    private final AccessTokenIssuer tokens;

    public TokenEndpoint(ReceiverLookup receivers, SecretChecks secrets, AccessTokenIssuer tokens) {
        this.receivers = receivers;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /**
     * Answers one token request.
     *
     * @param request as it came: {@code Authorization} and {@code Content-Type} headers, body
     */
    public CompletableFuture<TokenResponse> answer(HTTPRequest request) {
        TokenRequest parsed;
        try {
            parsed = TokenRequest.parse(request);
        } catch (ParseException e) {
            ErrorObject error = e.getErrorObject();
            return refused(error == null ? OAuth2Error.INVALID_REQUEST : error);
        }
        return authenticate(parsed.getClientAuthentication())
                .thenCompose(receiver ->
                        receiver.isEmpty() ? refused(OAuth2Error.INVALID_CLIENT) : answer(parsed, receiver.get()));
    }

    private CompletableFuture<TokenResponse> answer(TokenRequest parsed, ReceiverRegistration receiver) {
        if (!GrantType.CLIENT_CREDENTIALS.equals(parsed.getAuthorizationGrant().getType())) {
            return refused(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
        }
        Optional<Set<Scope>> scopes = granted(parsed, receiver);
        if (scopes.isEmpty()) {
            return refused(OAuth2Error.INVALID_SCOPE);
        }
        return tokens.issue(receiver, scopes.get())
                .thenApply(token -> new AccessTokenResponse(new Tokens(
                        new BearerAccessToken(
                                token,
                                tokens.lifetime().toSeconds(),
                                com.nimbusds.oauth2.sdk.Scope.parse(AccessTokenIssuer.text(scopes.get()))),
                        null)));
    }

    private CompletableFuture<Optional<ReceiverRegistration>> authenticate(ClientAuthentication authentication) {
        if (!(authentication instanceof PlainClientSecret plain)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Optional<ReceiverRegistration> receiver =
                receivers.byClientId(plain.getClientID().getValue());
        ClientSecrets known =
                receiver.map(found -> found.credentials().secrets()).orElse(null);
        return secrets.matches(known, plain.getClientSecret().getValue())
                .thenApply(right -> receiver.filter(found -> right));
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
