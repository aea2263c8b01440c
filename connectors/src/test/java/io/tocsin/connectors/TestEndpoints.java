// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import io.tocsin.connectors.intake.Endpoint;
import java.io.IOException;
import java.util.Map;

/** The endpoints of the sample configuration. */
public final class TestEndpoints {
    private TestEndpoints() {}

    public static Map<String, Endpoint> sample() throws IOException {
        return Connectors.endpoints(TestConfig.sample());
    }
}
