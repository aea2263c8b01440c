// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.verify;

/** A value of {@code err} (RFC 8935 §2.4, SSF 1.0 §11); the registry is open, these are the ones sent from here. */
public record ErrorCode(String value) {
    public static final ErrorCode INVALID_REQUEST = new ErrorCode("invalid_request");
    public static final ErrorCode INVALID_KEY = new ErrorCode("invalid_key");
    public static final ErrorCode INVALID_ISSUER = new ErrorCode("invalid_issuer");
    public static final ErrorCode INVALID_AUDIENCE = new ErrorCode("invalid_audience");
    public static final ErrorCode AUTHENTICATION_FAILED = new ErrorCode("authentication_failed");
    public static final ErrorCode INVALID_STATE = new ErrorCode("invalid_state");

    @Override
    public String toString() {
        return value;
    }
}
