// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.transmitter.IssuerConfig;
import io.tocsin.transmitter.TransmitterConfig;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.client.StaticToken;
import io.tocsin.transmitter.delivery.DeliveryConfig;
import io.tocsin.transmitter.push.PushConfig;
import io.tocsin.transmitter.push.TestTls;
import io.tocsin.transmitter.subject.SubjectsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the rig's transmitter is set up: two issuers, and a receiver for each tenant whose token is its name. */
final class RigConfig {
    private RigConfig() {}

    /** @param folder gets its keys and its state */
    static TransmitterConfig in(Path folder, TestTls tls, DeliveryConfig delivery, Duration pushTimeout) {
        return new TransmitterConfig(
                null,
                List.of(
                        new IssuerConfig(
                                URI.create(TransmitterRig.ISSUER),
                                List.of("tenant-alpha", "tenant-beta", "tenant-gamma"),
                                null,
                                null),
                        new IssuerConfig(
                                URI.create(TransmitterRig.OTHER_ISSUER),
                                List.of("tenant-delta"),
                                DefaultSubjects.NONE,
                                List.of("user"))),
                List.of(registration("alpha"), registration("beta"), registration("gamma"), registration("delta")),
                folder.resolve("keys.json"),
                folder.resolve("secret.json"),
                folder.resolve("state"),
                Duration.ofSeconds(60),
                null,
                null,
                Duration.ofSeconds(2),
                new PushConfig(List.of("127.0.0.1/32"), tls.authorityFile(), null, pushTimeout, null, null),
                new SubjectsConfig(Duration.ZERO, 50, null, null, null, null),
                delivery,
                List.of(
                        staticToken("alpha", "ssf.manage"),
                        staticToken("beta", "ssf.manage"),
                        staticToken("gamma", "ssf.manage"),
                        staticToken("delta", "ssf.manage"),
                        new StaticToken(Secret.of("alpha-reads"), "alpha", Set.of("ssf.read"))),
                null,
                null,
                null,
                Map.of("acme.example", tls.authorityFile()),
                null);
    }

    private static ReceiverConfig registration(String name) {
        return new ReceiverConfig(
                name,
                Secret.of(name + "-secret"),
                null,
                null,
                null,
                null,
                null,
                List.of("https://" + name + ".example"),
                "tenant-" + name,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static StaticToken staticToken(String name, String scope) {
        return new StaticToken(Secret.of(name), name, Set.of(scope));
    }
}
