// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

import io.tocsin.receiver.key.UndecidedException;
import io.tocsin.schemas.set.SetClaims;

/** What verification found out about a token. That nothing could be found out is an {@link UndecidedException}. */
public sealed interface Verdict {

    /**
     * A SET of this stream.
     *
     * @param token the compact serialisation as it came
     * @param contentHash SHA-256 of the payload part in hexadecimal; the same when the SET is signed anew
     */
    record Verified(SetClaims claims, String token, String contentHash) implements Verdict {
        @Override
        public String toString() {
            return "Verified";
        }
    }

    /**
     * No SET of this stream.
     *
     * @param description English, for the transmitter; holds nothing of the token but names of members
     */
    record Rejected(ErrorCode error, String description) implements Verdict {}
}
