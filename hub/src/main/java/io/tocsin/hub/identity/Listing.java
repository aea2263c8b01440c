// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.identity;

import io.tocsin.hub.control.client.AdminOptions;
import io.tocsin.hub.terminal.Table;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is listed of a list that the identity stage keeps: whose, and how many of it. */
final class Listing {
    @Mixin
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private TenantOption tenant = new TenantOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** Asks the hub for the list of that name and prints it. */
    <T> int print(AdminOptions admin, String name, Class<T> type, Function<T, Table> table) {
        admin.ask(
                hub -> hub.get("identity/" + name + "?limit=" + limit + tenant.query(), type),
                found -> table.apply(found).print(admin.out(), admin.terminal()));
        return 0;
    }
}
