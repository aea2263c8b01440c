// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.intake;

import io.tocsin.connectors.json.UnexpectedJsonException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which bodies are read: JSON in UTF-8, not compressed. */
final class ContentType {
    private static final Pattern JSON = Pattern.compile(
            "application/([a-z0-9!#$&^_.+-]+\\+)?json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?(;\\s*version=[^;]*)?");
    private static final int MAX_KEPT = 128;

    private ContentType() {}

    static void requireJson(Delivery delivery) {
        String type = delivery.header("Content-Type");
        if (type == null || !JSON.matcher(type.toLowerCase(Locale.ROOT).strip()).matches()) {
            throw new UnexpectedJsonException(
                    "Content-Type", type == null ? "nothing" : "another type", "application/json in UTF-8");
        }
        String encoding = delivery.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new UnexpectedJsonException("Content-Encoding", "a compressed body", "identity");
        }
    }

    /** What the caller called it, for the dead letter. */
    static String named(Delivery delivery) {
        String type = delivery.header("Content-Type");
        return type == null || type.length() > MAX_KEPT ? "application/octet-stream" : type;
    }
}
