// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Every form a schema has had in a release, numbered from 1: data written with any of them stays readable. They are
 * files beside this class, {@code released/<schema>/<n>.avsc}, and never change.
 */
public final class Released {
    private Released() {}

    /** Oldest first; empty for a schema that was never released. */
    public static List<Schema> copies(String schemaName) {
        List<Schema> copies = new ArrayList<>();
        for (int n = 1; ; n++) {
            String text = text("released/" + schemaName + "/" + n + ".avsc");
            if (text == null) {
                return copies;
            }
            copies.add(SchemaText.parse(text));
        }
    }

    private static @Nullable String text(String resource) {
        try (InputStream in = Released.class.getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
