// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.inbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that listened to itself would believe what it says. */
class OwnIssuerTest {
    @Test
    void theHubsOwnTransmitterIsNoSource(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hub.yaml"), """
                inbound:
                  sources:
                    - tenant: acme
                      vendor: hub
                      stream:
                        name: itself
                        issuer: https://signals.acme.example
                        credentials: { client-id: hub, client-secret: 0123456789abcdef0123456789abcdef }
                        delivery: { method: poll }
                        events-requested: [https://schemas.openid.net/secevent/caep/event-type/session-revoked]
                transmitter:
                  issuer: https://signals.acme.example
                  keys-file: keys.json
                  secret-key-file: sealing.json
                  state-dir: state
                """);

        assertThatThrownBy(() -> ConfigFile.read(file, HubConfig.class, name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("this hub's own transmitter");
    }
}
