// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import io.tocsin.receiver.http.StrictJson;
import io.tocsin.receiver.key.KeySource;
import io.tocsin.receiver.key.UndecidedException;
import org.jspecify.annotations.Nullable;

/** A signed JWT that is no SET: an access or ID token that a request carries. Its signature alone is judged here. */
public final class OtherToken {
    private OtherToken() {}

    /** Has the text the three parts of a signed JWT? */
    public static boolean looksLike(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        return first > 0 && second > first + 1 && text.indexOf('.', second + 1) < 0;
    }

    /** What the text says, whoever wrote it; null if it is no JWT. */
    public static @Nullable ObjectNode unverified(String text) {
        return looksLike(text)
                ? StrictJson.object(
                        new Base64URL(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.'))).decode())
                : null;
    }

    /**
     * What one of these keys has signed; null if none has. May block while keys are fetched: not for event loops.
     *
     * @throws UndecidedException if the keys cannot be had now
     */
    public static @Nullable ObjectNode verified(String text, KeySource keys) throws UndecidedException {
        try {
            CompactSet token = CompactSet.parseOther(text, SignatureAlgorithms.SUPPORTED);
            SignatureCheck.check(token, keys.find(token.kid()));
            return token.payload();
        } catch (Refusal refused) {
            return null;
        }
    }
}
