// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code Cookie} headers: every one, and every cookie in it, since an application may look at any of them. */
public final class Cookies {
    private Cookies() {}

    /** Values of the cookies of that name, also of those that have it twice. */
    public static List<String> named(String name, List<String> headers) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
                if (cookie.name().equals(name)) {
                    values.add(cookie.value());
                }
            }
        }
        return values;
    }
}
