// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.operate;

/** What is asked for cannot be told yet; asking again in a moment may help. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReadyException(String message) {
        super(message);
    }
}
