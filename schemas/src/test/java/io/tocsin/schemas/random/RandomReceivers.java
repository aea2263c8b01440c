// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Receivers, with every way to prove who they are. */
final class RandomReceivers {
    private final Draw draw;

    RandomReceivers(Draw draw) {
        this.draw = draw;
    }

    List<ReceiverRegistration> registrations() {
        return List.of(
                registration(Credentials.NONE),
                registration(new Credentials(ClientSecrets.of(hash()), null, null, null, Map.of())),
                registration(new Credentials(
                        new ClientSecrets(hash(), hash(), draw.instant()),
                        new ClientKeys.Inline(draw.text()),
                        new CertificateName(draw.one(CertificateName.Kind.class), draw.name()),
                        URI.create("spiffe://" + draw.name() + "/" + draw.name()),
                        draw.texts())),
                registration(new Credentials(
                        null,
                        new ClientKeys.At(URI.create("https://" + draw.name() + "/keys")),
                        null,
                        null,
                        draw.texts())));
    }

    TokenRevocations revocations() {
        Map<String, Instant> tokens = new TreeMap<>();
        for (int i = draw.below(3); i > 0; i--) {
            tokens.put(draw.text(), draw.instant());
        }
        return new TokenRevocations(draw.instant(), tokens);
    }

    private SecretHash hash() {
        return new SecretHash("$argon2id$" + draw.text());
    }

    private ReceiverRegistration registration(Credentials credentials) {
        Dialect dialect = draw.one(Dialect.class);
        return new ReceiverRegistration(
                draw.name(),
                draw.name(),
                draw.several(1, draw::text),
                draw.some(() -> "urn:" + draw.name()),
                draw.yes() ? ReceiverRegistration.ALL_SCOPES : Set.of("ssf.read"),
                new HashSet<>(draw.some(draw::name)),
                1 + draw.below(1000),
                dialect,
                dialect == Dialect.SSF_1_0 ? draw.one(SigningAlgorithm.class) : SigningAlgorithm.RS256,
                draw.maybe(() -> draw.one(DefaultSubjects.class)),
                draw.maybe(() -> Duration.ofMinutes(1).plusMillis(draw.below(1_000_000_000))),
                credentials,
                draw.yes(),
                draw.maybe(draw::yes),
                draw.maybe(draw::instant));
    }
}
