// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What Microsoft's OData collections have in common. */
final class Graph {
    static final Paging PAGING = Paging.link(JsonPointer.compile("/@odata.nextLink"));
    private static final JsonPointer VALUE = JsonPointer.compile("/value");

    private Graph() {}

    static Batch records(JsonAt body) {
        return Batch.of(body, VALUE);
    }

    /** A collection's records of that time and later. */
    static Ask since(ApiConfig api, String collection, String time, Instant from, int top) {
        String filter = time + " ge " + from.truncatedTo(ChronoUnit.MILLIS);
        return Ask.get(api.at(collection + "?$filter=" + encoded(filter) + "&$top=" + top));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
