// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.operate;

/** The stores cannot be read at the moment, since partitions are moving. */
public final class NotHereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHereException(Throwable cause) {
        super("the identity stage is taking its partitions; ask again in a moment", cause);
    }
}
