// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.trial;

import io.tocsin.risk.policy.document.YamlNode.Place;
import java.util.List;

/**
 * One test of a policy.
 *
 * @param given in the order of the document
 * @param expected empty: that nothing at all is decided
 */
public record Trial(String name, Place place, List<Given> given, List<Expectation> expected) {
    public Trial {
        given = List.copyOf(given);
        expected = List.copyOf(expected);
    }
}
