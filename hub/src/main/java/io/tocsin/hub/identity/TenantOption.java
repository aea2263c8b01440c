// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.identity;

import io.tocsin.hub.control.client.AdminClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose principals are meant, where several tenants have one of that name. */
final class TenantOption {
    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.")
    private @Nullable String tenant;

    /** Begins with {@code &}, or is empty. */
    String query() {
        return AdminClient.query("tenant", tenant);
    }
}
