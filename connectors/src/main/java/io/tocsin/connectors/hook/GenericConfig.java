// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.hook;

import io.tocsin.connectors.auth.Authentication;
import io.tocsin.connectors.generic.GenericWebhook;
import io.tocsin.connectors.generic.spec.MappingSpec;
import io.tocsin.connectors.poll.Checked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any sender of JSON.
 *
 * @param vendor who makes the sender
 * @param family what the sender numbers together, where it has several counts; {@code events} where not given
 * @param records JSON pointer to the array of records in a body; absent where the body is a record, or an array
 * @param mappings each gives at most one signal a record
 */
public record GenericConfig(
        String name,
        String tenant,
        String vendor,
        @Nullable String family,
        Authentication authentication,
        @Nullable String records,
        List<MappingSpec> mappings)
        implements WebhookConnectorConfig {
    public GenericConfig {
        name = Checked.name(name);
        tenant = Checked.word(name, "tenant", tenant);
        vendor = Checked.word(name, "vendor", vendor);
        family = Checked.word(name, "family", family == null ? "events" : family);
        Checked.present(name, "authentication", authentication);
        mappings = mappings == null ? List.of() : List.copyOf(mappings);
        // a mapping that cannot work stops the start
        var unused = new GenericWebhook(name, vendor, family, records, mappings);
    }

    /** What makes signals of its deliveries. */
    public GenericWebhook source() {
        return new GenericWebhook(name, vendor, family == null ? "events" : family, records, mappings);
    }
}
