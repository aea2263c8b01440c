// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.CertificateNameRecord;
import io.tocsin.schemas.avro.CertificateNameSymbol;
import io.tocsin.schemas.avro.ClientSecretsRecord;
import io.tocsin.schemas.avro.DefaultSubjectsSymbol;
import io.tocsin.schemas.avro.DialectSymbol;
import io.tocsin.schemas.avro.ExternalIdRecord;
import io.tocsin.schemas.avro.ReceiverRegistrationRecord;
import io.tocsin.schemas.avro.RevokedTokenRecord;
import io.tocsin.schemas.avro.SigningAlgorithmSymbol;
import io.tocsin.schemas.avro.TokenRevocationsRecord;
import io.tocsin.schemas.receiver.CertificateName;
import io.tocsin.schemas.receiver.ClientKeys;
import io.tocsin.schemas.receiver.ClientSecrets;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.Dialect;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.receiver.SecretHash;
import io.tocsin.schemas.receiver.SigningAlgorithm;
import io.tocsin.schemas.receiver.TokenRevocations;
import io.tocsin.schemas.stream.DefaultSubjects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link ReceiverRegistration}, {@link TokenRevocations}. */
public final class ReceiverCodec {
    private static final Symbols<Dialect, DialectSymbol> DIALECT = Symbols.of(Dialect.class, DialectSymbol.class);
    private static final Symbols<SigningAlgorithm, SigningAlgorithmSymbol> ALGORITHM =
            Symbols.of(SigningAlgorithm.class, SigningAlgorithmSymbol.class);
    private static final Symbols<DefaultSubjects, DefaultSubjectsSymbol> DEFAULT_SUBJECTS =
            Symbols.of(DefaultSubjects.class, DefaultSubjectsSymbol.class);
    private static final Symbols<CertificateName.Kind, CertificateNameSymbol> CERTIFICATE =
            Symbols.of(CertificateName.Kind.class, CertificateNameSymbol.class);

    private ReceiverCodec() {}

    public static ReceiverRegistrationRecord toAvro(ReceiverRegistration receiver) {
        ReceiverRegistrationRecord avro = new ReceiverRegistrationRecord();
        avro.setClientId(receiver.clientId());
        avro.setTenant(receiver.tenant());
        avro.setAudience(receiver.audience());
        avro.setAllowedEvents(receiver.allowedEvents());
        avro.setScopes(receiver.scopes().stream().sorted().toList());
        avro.setPushHostsAllowed(receiver.pushHostsAllowed().stream().sorted().toList());
        avro.setMaxStreams(receiver.maxStreams());
        avro.setDialect(DIALECT.write(receiver.dialect()));
        avro.setSigningAlgorithm(ALGORITHM.write(receiver.signingAlgorithm()));
        avro.setDefaultSubjects(DEFAULT_SUBJECTS.writeOptional(receiver.defaultSubjects()));
        Duration timeout = receiver.inactivityTimeout();
        avro.setInactivityTimeout(timeout == null ? null : timeout.toMillis());
        write(receiver.credentials(), avro);
        avro.setBoundTokens(receiver.boundTokens());
        avro.setCollapse(receiver.collapse());
        avro.setRemoved(receiver.removed());
        return avro;
    }

    private static void write(Credentials credentials, ReceiverRegistrationRecord avro) {
        ClientSecrets secrets = credentials.secrets();
        if (secrets != null) {
            SecretHash former = secrets.former();
            avro.setSecrets(new ClientSecretsRecord(
                    secrets.current().phc(), former == null ? null : former.phc(), secrets.formerUntil()));
        }
        switch (credentials.keys()) {
            case null -> {}
            case ClientKeys.Inline inline -> avro.setJwks(inline.jwks());
            case ClientKeys.At at -> avro.setJwksUri(at.jwksUri().toString());
        }
        CertificateName name = credentials.certificate();
        if (name != null) {
            avro.setCertificate(new CertificateNameRecord(CERTIFICATE.write(name.kind()), name.value()));
        }
        URI spiffeId = credentials.spiffeId();
        avro.setSpiffeId(spiffeId == null ? null : spiffeId.toString());
        avro.setExternalIds(credentials.externalIds().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(id -> new ExternalIdRecord(id.getKey(), id.getValue()))
                .toList());
    }

    public static ReceiverRegistration fromAvro(ReceiverRegistrationRecord avro) {
        return new ReceiverRegistration(
                avro.getClientId(),
                avro.getTenant(),
                avro.getAudience(),
                avro.getAllowedEvents(),
                Set.copyOf(avro.getScopes()),
                Set.copyOf(avro.getPushHostsAllowed()),
                avro.getMaxStreams(),
                DIALECT.read(avro.getDialect()),
                ALGORITHM.read(avro.getSigningAlgorithm()),
                DEFAULT_SUBJECTS.readOptional(avro.getDefaultSubjects()),
                avro.getInactivityTimeout() == null ? null : Duration.ofMillis(avro.getInactivityTimeout()),
                new Credentials(
                        secrets(avro.getSecrets()),
                        keys(avro),
                        certificate(avro.getCertificate()),
                        avro.getSpiffeId() == null ? null : URI.create(avro.getSpiffeId()),
                        avro.getExternalIds().stream()
                                .collect(Collectors.toMap(ExternalIdRecord::getIssuer, ExternalIdRecord::getClientId))),
                avro.getBoundTokens(),
                avro.getCollapse(),
                avro.getRemoved());
    }

    private static @Nullable ClientSecrets secrets(@Nullable ClientSecretsRecord avro) {
        if (avro == null) {
            return null;
        }
        return new ClientSecrets(
                new SecretHash(avro.getCurrent()),
                avro.getFormer() == null ? null : new SecretHash(avro.getFormer()),
                avro.getFormerUntil());
    }

    private static @Nullable ClientKeys keys(ReceiverRegistrationRecord avro) {
        if (avro.getJwks() != null) {
            return new ClientKeys.Inline(avro.getJwks());
        }
        return avro.getJwksUri() == null ? null : new ClientKeys.At(URI.create(avro.getJwksUri()));
    }

    private static @Nullable CertificateName certificate(@Nullable CertificateNameRecord avro) {
        return avro == null ? null : new CertificateName(CERTIFICATE.read(avro.getKind()), avro.getValue());
    }

    public static TokenRevocationsRecord toAvro(TokenRevocations revocations) {
        return new TokenRevocationsRecord(
                revocations.notBefore(),
                revocations.tokens().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(token -> new RevokedTokenRecord(token.getKey(), token.getValue()))
                        .toList());
    }

    public static TokenRevocations fromAvro(TokenRevocationsRecord avro) {
        Map<String, Instant> tokens = avro.getTokens().stream()
                .collect(Collectors.toMap(RevokedTokenRecord::getJti, RevokedTokenRecord::getExpires));
        return new TokenRevocations(avro.getNotBefore(), tokens);
    }
}
