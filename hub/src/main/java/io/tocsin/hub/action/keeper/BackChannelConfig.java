// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.action.keeper;

import io.tocsin.connectors.poll.Checked;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An application with a back-channel logout endpoint (OpenID Connect Back-Channel Logout 1.0).
 *
 * @param uri its {@code backchannel_logout_uri}; {@code https}
 * @param clientId the {@code aud} of its logout tokens
 * @param subjectIssuer whose users' {@code sub} the application knows
 * @param sessionRequired whether it can do nothing without a {@code sid} ({@code backchannel_logout_session_required});
 *     false if absent
 * @param trustedCa PEM file of the only authorities trusted for it; the platform's if absent
 * @param timeout for its answer; 10 s if absent
 */
public record BackChannelConfig(
        String name,
        String tenant,
        URI uri,
        String clientId,
        String subjectIssuer,
        boolean sessionRequired,
        @Nullable Path trustedCa,
        Duration timeout)
        implements TargetConfig {
    public BackChannelConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        Checked.present(name, "uri", uri);
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "uri of target " + name + " is no address, expected https without a fragment (§2.2)");
        }
        Checked.present(name, "client-id", clientId);
        Checked.present(name, "subject-issuer", subjectIssuer);
        timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    }
}
