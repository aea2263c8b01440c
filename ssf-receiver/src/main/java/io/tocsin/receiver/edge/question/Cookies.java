// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cookies as the applications behind a proxy read them, which is not always as RFC 6265 does: some look at names
 * without regard to case, take a dot for an underscore, decode values, or find a cookie behind a comma or a space. A
 * session that is out would pass if it could be said in a way that an application understands, and we do not.
 */
public final class Cookies {
    private static final Pattern AROUND_EQUALS = Pattern.compile("\\s*=\\s*");
    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    private Cookies() {}

    /**
     * What was found.
     *
     * @param values of all cookies of the name, as they stand and decoded
     * @param clear false where some application may read another value than these
     */
    public record Found(List<String> values, boolean clear) {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** The cookies of that name, also of those that have it twice, in values of the header {@code Cookie}. */
    public static Found named(String name, List<String> headers) {
        List<String> values = new ArrayList<>();
        boolean clear = true;
        for (String header : headers) {
            for (String part : header.split(";", -1)) {
                String cookie = part.strip();
                if (isOnePiece(cookie)) {
                    clear &= !isNamed(name, cookie) || add(values, cookie.substring(name.length() + 1));
                } else {
                    clear &= !isHidden(name, cookie);
                }
            }
        }
        return new Found(values, clear);
    }

    private static boolean isOnePiece(String cookie) {
        for (int i = 0; i < cookie.length(); i++) {
            char c = cookie.charAt(i);
            if (c == ' ' || c == ',' || c == '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHidden(String name, String cookie) {
        return BETWEEN.splitAsStream(AROUND_EQUALS.matcher(cookie).replaceAll("="))
                .anyMatch(piece -> isNamed(name, piece));
    }

    private static boolean isNamed(String name, String cookie) {
        int length = name.length();
        if (cookie.length() <= length || cookie.charAt(length) != '=') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (folded(cookie.charAt(i)) != folded(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char folded(char c) {
        return c == '.' || c == '[' ? '_' : c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** False if the value is none of RFC 6265 §4.1.1: then everybody reads it in their own way. */
    private static boolean add(List<String> values, String written) {
        boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
        String value = quoted ? written.substring(1, written.length() - 1) : written;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        values.add(value);
        if (value.indexOf('%') >= 0) {
            values.add(Escapes.decoded(value));
        }
        return true;
    }
}
