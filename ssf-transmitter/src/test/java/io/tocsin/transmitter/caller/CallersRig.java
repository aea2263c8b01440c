// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.trust.Watch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An authorization server of another make: HTTPS, keys, discovery, introspection. */
final class CallersRig implements AutoCloseable {
    static final String OURS = "https://tocsin.example/t/acme";

    final Vertx vertx = Vertx.vertx();
    final Watch watch = new Watch(Duration.ofSeconds(10));
    final TestTls tls = new TestTls();
    final RSAKey rsa;
    final ECKey ec;
    private final KeyPair edwards;
    /** What introspection answers, by token; a number is a status. */
    final Map<String, String> opaque = new ConcurrentHashMap<>();

    final List<String> asked = new CopyOnWriteArrayList<>();
    final String issuer;
    private final HttpServer server;

    CallersRig() {
        try {
            rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
            ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
            edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server = vertx.createHttpServer(tls.server("localhost"))
                .requestHandler(this::answer)
                .listen()
                .await();
        issuer = "https://localhost:" + server.actualPort() + "/as";
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
        switch (request.path()) {
            case "/as/keys" -> response.end(new JWKSet(List.<JWK>of(rsa, ec, okp())).toString(true));
            case "/.well-known/oauth-authorization-server/as" ->
                response.end("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
            case "/as/introspect" ->
                request.body().onSuccess(body -> {
                    String token = body.toString().replaceAll("token=([^&]*).*", "$1");
                    String told = opaque.getOrDefault(token, "{\"active\":false}");
                    boolean known = ("Basic " + Base64.getEncoder().encodeToString("tocsin:s3cret".getBytes(UTF_8)))
                            .equals(request.getHeader("Authorization"));
                    if (!known || told.length() == 3) {
                        response.setStatusCode(known ? Integer.parseInt(told) : 401)
                                .end();
                    } else {
                        response.end(told);
                    }
                });
            default -> response.setStatusCode(404).end();
        }
    }

    AuthorizationServer server(boolean discovered, @Nullable List<String> tenants) {
        return new AuthorizationServer(
                new AuthorizationServerConfig(
                        issuer,
                        discovered ? null : URI.create(issuer + "/keys"),
                        null,
                        null,
                        URI.create(issuer + "/introspect"),
                        "tocsin",
                        Secret.of("s3cret"),
                        tls.authorityFile(),
                        tenants),
                vertx,
                watch,
                Instant::now);
    }

    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(OURS)
                .subject("payroll")
                .claim("client_id", "payroll")
                .claim("scope", "ssf.read ssf.manage openid")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID("t-1");
    }

    private OctetKeyPair okp() {
        byte[] encoded = edwards.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .keyID("okp")
                .build();
    }

    /** By Ed25519, which Nimbus leaves to others. */
    String signedByEd25519(JWSAlgorithm name, JWTClaimsSet claims) throws GeneralSecurityException {
        JWSHeader header = new JWSHeader.Builder(name)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("okp")
                .build();
        String input = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(edwards.getPrivate());
        signature.update(input.getBytes(UTF_8));
        return input + "." + Base64URL.encode(signature.sign());
    }

    String signed(JWTClaimsSet claims) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256), "at+jwt", claims);
    }

    String signed(JWSHeader.Builder header, @Nullable String typ, JWTClaimsSet claims) {
        try {
            JWSHeader unnamed = header.build();
            boolean elliptic = JWSAlgorithm.Family.EC.contains(unnamed.getAlgorithm());
            JWSHeader.Builder named = new JWSHeader.Builder(unnamed);
            if (unnamed.getKeyID() == null) {
                named.keyID(elliptic ? "ec" : "rsa");
            }
            if (typ != null) {
                named.type(new JOSEObjectType(typ));
            }
            SignedJWT jwt = new SignedJWT(named.build(), claims);
            jwt.sign(elliptic ? new ECDSASigner(ec) : new RSASSASigner(rsa));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watch.close();
        server.close().await();
        vertx.close().await();
    }
}
