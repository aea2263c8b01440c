// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.poll;

import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;

/**
 * A subscription to changes of a Microsoft Entra directory, kept alive; its notices come to a webhook of type
 * {@code entra}.
 *
 * @param resource what is subscribed to; {@code users} where not given
 * @param changes {@code updated,deleted} where not given
 * @param notificationUrl the webhook's address, as Microsoft reaches it
 * @param clientState what each notice proves itself by; one of the webhook's {@code client-states}
 */
public record EntraSubscriptionConfig(
        String name,
        String tenant,
        String resource,
        String changes,
        URI notificationUrl,
        Secret clientState,
        ApiConfig api,
        Schedule schedule)
        implements PollConfig {
    public EntraSubscriptionConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        resource = resource == null ? "users" : resource;
        changes = changes == null ? "updated,deleted" : changes;
        notificationUrl = Checked.present(name, "notification-url", notificationUrl);
        clientState = Checked.present(name, "client-state", clientState);
        api = Checked.present(name, "api", api);
        schedule = schedule == null ? Schedule.USUAL : schedule;
    }
}
