// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.hub.action.keeper.Target.Effect;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.transmitter.key.ring.KeysConfig;
import io.tocsin.transmitter.key.ring.KeysConfig.Pkcs12;
import io.tocsin.transmitter.key.ring.SigningKeys;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each target against a server that answers as theirs do. */
class TargetsTest {
    private static final String REALM = "https://id.acme.example/realms/acme";
    private static final String ADMIN = "/admin/realms/acme";
    private static final SimpleSubject ALICE = new SimpleSubject.IssSub(REALM, "a11ce");
    private static final SimpleSubject SESSION = new SimpleSubject.Opaque("sid-1");

    @TempDir
    private Path folder;

    private Site site;
    private Path keys;
    private Target keycloak;
    private Target portal;

    @BeforeEach
    void open() {
        site = new Site(folder.resolve("tls"));
        keys = folder.resolve("keys.json");
        SigningKeys.open(keys);
        List<Target> targets = Targets.open(
                List.of(
                        new KeycloakTargetConfig(
                                "keycloak",
                                "acme",
                                "acme",
                                REALM,
                                new ApiConfig(
                                        site.at(""),
                                        new ClientCredentials(
                                                site.at("/token"),
                                                "tocsin",
                                                Secret.of("secret"),
                                                null,
                                                List.of(),
                                                null,
                                                null),
                                        site.trusted(),
                                        null,
                                        null,
                                        null)),
                        new BackChannelConfig(
                                "portal",
                                "acme",
                                site.at("/portal/logout"),
                                "portal",
                                REALM,
                                false,
                                site.trusted(),
                                null)),
                "https://signals.acme.example",
                keys,
                KeysConfig.DEFAULT,
                InstantSource.system());
        keycloak = targets.get(0);
        portal = targets.get(1);
    }

    @AfterEach
    void close() {
        keycloak.close();
        portal.close();
        site.close();
    }

    private static Subject of(SimpleSubject user, SimpleSubject session) {
        return new ComplexSubject(Map.of(ComplexSubject.USER, user, ComplexSubject.SESSION, session));
    }

    @Test
    void aSessionEndsInKeycloakOnlineAndOffline() throws Exception {
        site.says("DELETE " + ADMIN + "/sessions/sid-1", 204, "");
        assertThat(keycloak.end(of(ALICE, SESSION))).isEqualTo(new Effect.Ended());
        assertThat(site.asked())
                .extracting(Site.Asked::what)
                .containsExactly(
                        "DELETE " + ADMIN + "/sessions/sid-1", "DELETE " + ADMIN + "/sessions/sid-1?isOffline=true");
        assertThat(site.asked()).allMatch(one -> one.authorization().equals("Bearer at-1"));
    }

    @Test
    void aSessionThatIsNotThereIsOverIfItsUserIsTheRealmsAndUnknownOtherwise() throws Exception {
        site.says("GET " + ADMIN + "/users/a11ce/sessions", 200, "[{\"id\":\"sid-2\"}]");
        assertThat(keycloak.end(of(ALICE, SESSION))).isEqualTo(new Effect.Ended());
        assertThat(keycloak.end(of(new SimpleSubject.Email("alice@acme.example"), SESSION)))
                .isEqualTo(new Effect.Unknown());
        assertThat(keycloak.end(SESSION)).isEqualTo(new Effect.Unknown());
    }

    @Test
    void a404OfAWrongAddressConfirmsNothing() throws Exception {
        assertThat(keycloak.end(of(ALICE, SESSION))).isEqualTo(new Effect.Unknown());
    }

    @Test
    void aUserWhoWasLoggedOutAndIsNotThereAnyMoreIsUnknown() throws Exception {
        keycloak.noticed(ALICE, Instant.now());
        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Unknown());
    }

    @Test
    void anotherIssuersSessionsAreLeftAlone() throws Exception {
        SimpleSubject other = new SimpleSubject.IssSub("https://other.example", "a11ce");
        assertThat(keycloak.end(of(other, SESSION))).isEqualTo(new Effect.Unknown());
        assertThat(portal.end(of(other, SESSION))).isEqualTo(new Effect.Unknown());
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void theEchoOfAnotherHubsLogoutDoesNotGoRound() throws Exception {
        site.says("GET " + ADMIN + "/users/a11ce/sessions", 200, "[]");
        site.says("POST " + ADMIN + "/users/a11ce/logout", 204, "");

        keycloak.noticed(ALICE, Instant.now());

        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Ended());
        assertThat(site.asked()).extracting(Site.Asked::what).containsExactly("GET " + ADMIN + "/users/a11ce/sessions");
    }

    @Test
    void aLogoutLongAgoOrOfOneSessionIsNoReasonToLeaveSomebodyAlone() throws Exception {
        site.says("POST " + ADMIN + "/users/a11ce/logout", 204, "");

        keycloak.noticed(ALICE, Instant.now().minus(Duration.ofHours(1)));
        keycloak.noticed(of(ALICE, SESSION), Instant.now());

        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Ended());
        assertThat(site.asked()).extracting(Site.Asked::what).containsExactly("POST " + ADMIN + "/users/a11ce/logout");
    }

    @Test
    void allSessionsOfAUserEndWhoeverItIsNamedBy() throws Exception {
        site.says("POST " + ADMIN + "/users/a11ce/logout", 204, "");
        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Ended());
        // what Keycloak's SSF tells of our own logout does not go round
        site.says("GET " + ADMIN + "/users/a11ce/sessions", 200, "[]");
        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Ended());
        assertThat(site.asked())
                .filteredOn(one -> one.what().startsWith("POST"))
                .hasSize(1);
        site.says("GET " + ADMIN + "/users/a11ce/sessions", 200, "[{\"id\":\"sid-2\"}]");
        assertThat(keycloak.end(ALICE)).isEqualTo(new Effect.Ended());
        assertThat(site.asked())
                .filteredOn(one -> one.what().startsWith("POST"))
                .hasSize(2);
        site.says("GET " + ADMIN + "/users?exact=true&max=2&email=alice%40acme.example", 200, "[{\"id\":\"a11ce\"}]");
        assertThat(keycloak.end(new SimpleSubject.Email("alice@acme.example"))).isEqualTo(new Effect.Ended());
        site.says("GET " + ADMIN + "/users?exact=true&max=2&email=bob%40acme.example", 200, "[]");
        assertThat(keycloak.end(new SimpleSubject.Email("bob@acme.example"))).isEqualTo(new Effect.Unknown());
    }

    @Test
    void aKeycloakThatCannotNowIsToBeAskedAgain() {
        site.says("DELETE " + ADMIN + "/sessions/sid-1", 503, "");
        assertThatThrownBy(() -> keycloak.end(of(ALICE, SESSION)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("503")
                .hasMessageNotContaining("sid-1");
    }

    @Test
    void whoSignsLogoutTokensMakesNoKeys() throws Exception {
        Path ring = folder.resolve("ring.json");
        Pkcs12 file = new Pkcs12(folder.resolve("keys.p12"), Secret.of("open sesame"));
        KeysConfig kept = new KeysConfig(null, null, null, null, null, file, null);
        String key = SigningKeys.open(ring, kept, InstantSource.system())
                .current(SigningAlgorithm.RS256)
                .keyId();
        String before = Files.readString(ring);
        List<TargetConfig> configs = List.of(portal.config());

        assertThatThrownBy(() -> Targets.open(configs, "https://i", ring, KeysConfig.DEFAULT, InstantSource.system()))
                .hasMessageContaining("ring.json has no key for RS256 whose private part is at hand");
        assertThatThrownBy(() ->
                        Targets.open(configs, "https://i", folder.resolve("x.json"), kept, InstantSource.system()))
                .hasMessageContaining("x.json is not there, expected the transmitter's");
        Target signing = Targets.open(configs, "https://i", ring, kept, InstantSource.system())
                .getFirst();
        site.says("POST /portal/logout", 200, "");
        assertThat(signing.end(of(ALICE, SESSION))).isEqualTo(new Effect.Ended());
        signing.close();

        String form = site.asked().getFirst().form();
        assertThat(SignedJWT.parse(form.substring(form.indexOf('=') + 1))
                        .getHeader()
                        .getKeyID())
                .isEqualTo(key);
        assertThat(ring).hasContent(before);
    }

    @Test
    void anApplicationGetsALogoutTokenThatAnyLibraryAccepts() throws Exception {
        site.says("POST /portal/logout", 200, "");
        assertThat(portal.end(of(ALICE, SESSION))).isEqualTo(new Effect.Ended());
        String form = site.asked().getFirst().form();
        assertThat(form).startsWith("logout_token=");
        SignedJWT token = SignedJWT.parse(URLDecoder.decode(form.substring(form.indexOf('=') + 1), UTF_8));
        JWKSet published = JWKSet.parse(SigningKeys.open(keys).publishedJson());
        LogoutTokenClaimsSet claims = new LogoutTokenValidator(
                        new Issuer("https://signals.acme.example"),
                        new ClientID("portal"),
                        true,
                        new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(published)),
                        null)
                .validate(token);
        assertThat(claims.getSessionID().getValue()).isEqualTo("sid-1");
        assertThat(claims.getSubject().getValue()).isEqualTo("a11ce");
        assertThat(token.getJWTClaimsSet().getClaim("nonce")).isNull();
        assertThat(token.getJWTClaimsSet().getExpirationTime())
                .isAfter(token.getJWTClaimsSet().getIssueTime());
    }

    @Test
    @Timeout(20)
    void anApplicationWhoseAnswerDoesNotEndIsNotWaitedFor() throws Exception {
        site.saysWithoutEnd("POST /portal/logout", 200);
        assertThat(portal.end(of(ALICE, SESSION))).isEqualTo(new Effect.Ended());
    }

    @Test
    void anApplicationsAnswersMeanWhatTheStandardSays() throws Exception {
        site.says("POST /portal/logout", 400, "{\"error\":\"invalid_request\"}");
        assertThat(portal.end(of(ALICE, SESSION))).isInstanceOf(Effect.Refused.class);
        site.says("POST /portal/logout", 302, "");
        assertThatThrownBy(() -> portal.end(of(ALICE, SESSION))).isInstanceOf(FaultException.class);
        site.says("POST /portal/logout", 503, "");
        assertThatThrownBy(() -> portal.end(of(ALICE, SESSION))).hasMessageContaining("503");
        site.says("POST /portal/logout", 204, "");
        assertThat(portal.end(ALICE)).isEqualTo(new Effect.Ended());
    }
}
