// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.intake.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The endpoints of the sample configuration. */
public final class TestEndpoints {
    private TestEndpoints() {}

    /** Those of a configuration in YAML. */
    public static Map<String, Endpoint> of(String yaml) {
        try {
            return Connectors.endpoints(TestConfig.read(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, Endpoint> sample() throws IOException {
        return Connectors.endpoints(TestConfig.sample());
    }
}
