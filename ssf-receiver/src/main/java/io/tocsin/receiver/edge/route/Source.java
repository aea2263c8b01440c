// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** Where in a request a value stands; written {@code cookie:NAME}, {@code header:NAME} or {@code claim:NAME}. */
public record Source(Place place, String name) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String SAYS_WHERE_FROM = "X-Forwarded-";

    /** The kinds of places there are. */
    public enum Place {
        COOKIE,
        HEADER,
        /** A member of the rule's token; a name that begins with a slash is a JSON pointer (RFC 6901). */
        CLAIM
    }

    public Source {
        boolean good = switch (place) {
            case COOKIE -> name.matches(TOKEN);
            // the proxy says there where a request came from, not whose it is
            case HEADER ->
                name.matches(TOKEN) && !name.regionMatches(true, 0, SAYS_WHERE_FROM, 0, SAYS_WHERE_FROM.length());
            case CLAIM -> !name.isEmpty();
        };
        if (!good) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the "
                    + place.name().toLowerCase(Locale.ROOT) + " that names a session, user or device");
        }
    }

    /** Throws {@link IllegalArgumentException} for a text of another form. */
    @JsonCreator
    public static Source parse(String text) {
        int colon = text.indexOf(':');
        String place = text.substring(0, Math.max(colon, 0));
        for (Place known : Place.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(place)) {
                return new Source(known, text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" names no place, expected cookie:, header: or claim: and a name");
    }
}
