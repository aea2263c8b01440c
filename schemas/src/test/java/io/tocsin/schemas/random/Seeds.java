// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Fresh seeds for a law, each the parameter of one run and so in its name and in every failure. To see one again, run
 * with {@code -Dtocsin.seed=…}.
 */
public final class Seeds implements ArgumentsProvider {
    /** The name to give a {@link ParameterizedTest}. */
    public static final String NAME = "seed {0}";

    private static final int RUNS = 20;

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        String wanted = System.getProperty("tocsin.seed");
        LongStream seeds = wanted == null ? new SplittableRandom().longs(RUNS) : LongStream.of(Long.parseLong(wanted));
        return seeds.mapToObj(Arguments::of);
    }
}
