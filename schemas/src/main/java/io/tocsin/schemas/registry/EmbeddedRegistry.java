// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry without a server: ids follow from the schemas' content, so all processes agree on them without talking to
 * each other. Knows every current schema and every released earlier form of it.
 */
public final class EmbeddedRegistry implements SchemaRegistry {
    private final Map<Integer, Schema> byId = new HashMap<>();

    /** Throws {@link IllegalStateException} if two schemas happen to have the same id. */
    public EmbeddedRegistry(Collection<Schema> current) {
        for (Schema schema : current) {
            add(SchemaText.plain(schema));
            Released.copies(schema.getName()).forEach(this::add);
        }
    }

    private void add(Schema schema) {
        int id = SchemaText.contentId(schema);
        Schema other = byId.putIfAbsent(id, schema);
        if (other != null && !SchemaText.canonical(other).equals(SchemaText.canonical(schema))) {
            throw new IllegalStateException("schemas " + other.getFullName() + " and " + schema.getFullName()
                    + " have the same id " + id + "; change a default or an alias of the newer one");
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        int id = SchemaText.contentId(schema);
        if (!byId.containsKey(id)) {
            throw new RegistryException(
                    "subject " + subject + ": schema " + schema.getFullName() + " is not among those built in", false);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new RegistryException(
                    "schema id " + id + " is not among the " + byId.size()
                            + " built in; was the record written by a newer version, or with another registry?",
                    false);
        }
        return schema;
    }

    @Override
    public void close() {}
}
