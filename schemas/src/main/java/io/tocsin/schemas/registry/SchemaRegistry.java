// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import org.apache.avro.Schema;

/**
 * Schemas by id and ids by schema. Implementations remember what they have answered once; such an answer never blocks.
 * Any other may take as long as the registry takes.
 */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * The id under which {@code schema} is known, or made known, for {@code subject}.
     *
     * @throws RegistryException if the registry refuses the schema or does not answer
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema a record was written with.
     *
     * @throws RegistryException if there is no such id or the registry does not answer
     */
    Schema byId(int id);

    @Override
    void close();
}
