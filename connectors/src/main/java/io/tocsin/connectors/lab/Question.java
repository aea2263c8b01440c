// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the lab.
 *
 * @param base the lab's own scheme, host and port
 * @param most how many records a page has at most, whatever is asked
 */
record Question(String base, String path, MultiMap query, String body, int most) {

    @Nullable
    String text(String parameter) {
        return query.get(parameter);
    }

    int number(String parameter, int usual) {
        String text = text(parameter);
        return text == null ? usual : Integer.parseInt(text);
    }

    /** How many records to answer with. */
    int page(String parameter, int usual) {
        return Math.min(most, number(parameter, usual));
    }
}
