// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import static java.util.Objects.requireNonNull;

import io.tocsin.schemas.MalformedException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A domain enum and the Avro enum that stands for it, matched by name. Avro has {@code UNKNOWN} as default everywhere,
 * for symbols that a newer writer added; where the domain has no {@code UNKNOWN} that is an error or, for optional
 * fields, an absence.
 */
final class Symbols<D extends Enum<D>, A extends Enum<A>> {
    private final Class<D> domain;
    private final Map<D, A> written;
    private final Map<A, D> read;

    private Symbols(Class<D> domain, Class<A> avro) {
        this.domain = domain;
        written = new EnumMap<>(domain);
        read = new EnumMap<>(avro);
        for (D value : requireNonNull(domain.getEnumConstants())) {
            A symbol = Enum.valueOf(avro, value.name());
            written.put(value, symbol);
            read.put(symbol, value);
        }
    }

    static <D extends Enum<D>, A extends Enum<A>> Symbols<D, A> of(Class<D> domain, Class<A> avro) {
        return new Symbols<>(domain, avro);
    }

    A write(D value) {
        return requireNonNull(written.get(value));
    }

    @Nullable
    A writeOptional(@Nullable D value) {
        return value == null ? null : write(value);
    }

    D read(A symbol) {
        D value = read.get(symbol);
        if (value == null) {
            throw new MalformedException(domain.getSimpleName() + ": found " + symbol
                    + ", expected a value this version knows; was it written by a newer one?");
        }
        return value;
    }

    @Nullable
    D readOptional(@Nullable A symbol) {
        return symbol == null ? null : read.get(symbol);
    }
}
