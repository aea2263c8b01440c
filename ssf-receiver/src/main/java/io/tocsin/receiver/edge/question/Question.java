// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** May this request pass? Read on the event loop it came by. */
public interface Question {
    /** All values of a header of the request, its name in any case. */
    List<String> headers(String name);

    /** All values of the header {@code Cookie}. */
    List<String> cookies();

    /** What the client accepts, if it says so. */
    @Nullable
    String accept();

    /**
     * The URL that the client asked for, as far as the proxy tells.
     *
     * @param route the path of the route that answers; where it ends with a star, what the client asked for may stand
     *     there
     */
    String url(String route);
}
