// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.management;

import io.tocsin.transmitter.request.RejectedException;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads a push {@code endpoint_url}: what can be judged without asking the network. */
final class PushUrl {
    private static final int MAX_LENGTH = 2048;

    private PushUrl() {}

    static URI read(String where, String text) {
        if (text.length() > MAX_LENGTH) {
            throw rejected(where, "has " + text.length() + " characters", "at most " + MAX_LENGTH);
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            RejectedException rejected = rejected(where, "is no URL", "an https URL");
            rejected.addSuppressed(e);
            throw rejected;
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw rejected(where, "has scheme " + url.getScheme(), "https");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw rejected(where, "names no host", "an https URL with a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw rejected(where, "has user information or a fragment", "an https URL without them");
        }
        return url;
    }

    private static RejectedException rejected(String where, String found, String expected) {
        return RejectedException.invalid(where + " " + found + ", expected " + expected);
    }
}
