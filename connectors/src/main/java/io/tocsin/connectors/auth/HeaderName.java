// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.auth;

import java.util.regex.Pattern;

/** A header's name (RFC 9110 §5.1). */
final class HeaderName {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HeaderName() {}

    static String of(String owner, String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(owner + " is '" + name + "', expected the name of an HTTP header");
        }
        return name;
    }
}
