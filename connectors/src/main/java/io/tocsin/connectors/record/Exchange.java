// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question and its answer.
 *
 * @param path of the address, without the query: cursors and times are another's each time
 * @param links the {@code Link} headers, which lead to the next page where the body does not
 * @param body absent where it was not JSON
 */
public record Exchange(
        String method,
        String path,
        int status,
        List<String> links,
        @Nullable JsonNode body) {
    public Exchange {
        links = links == null ? List.of() : List.copyOf(links);
    }
}
