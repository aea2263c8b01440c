// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

/** The explicit {@code typ} of every token this hub signs, so that one kind is never taken for the other. */
public enum TokenType {
    /** RFC 8417 §2.3. */
    SET("secevent+jwt"),
    /** RFC 9068 §2.1. */
    ACCESS_TOKEN("at+jwt"),
    /** OpenID Connect Back-Channel Logout 1.0 §2.4. */
    LOGOUT("logout+jwt"),
    /** Ours: a page of what a stream was not told. */
    SNAPSHOT("tocsin-snapshot+jwt"),
    /** Ours: what one instance of the transmitter shows to another. */
    PEER("tocsin-peer+jwt"),
    /** Ours: the same for what an operator asked. */
    OPERATOR("tocsin-operator+jwt");

    private final String typ;

    TokenType(String typ) {
        this.typ = typ;
    }

    public String typ() {
        return typ;
    }
}
