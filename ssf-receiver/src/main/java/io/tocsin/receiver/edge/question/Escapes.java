// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-encoding (RFC 3986 §2.1) as lenient applications read it. */
final class Escapes {
    private static final int HEX = 16;

    private Escapes() {}

    /** With each escape taken for its byte and the whole for UTF-8; what is no escape stands for itself. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], HEX);
            bytes.write(low < 0 ? raw[i] : high * HEX + low);
            i += low < 0 ? 0 : 2;
        }
        return bytes.toString(UTF_8);
    }
}
