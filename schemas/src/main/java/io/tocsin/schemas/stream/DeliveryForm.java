// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.stream;

/**
 * In which words a receiver asks for a delivery, and is answered. The drafts before SSF 1.0 had URIs of their own for
 * the two methods, and the older of them other names for the members.
 */
public enum DeliveryForm {
    /** {@code method} as SSF 1.0 §6.1 has it, and {@code endpoint_url}. */
    STANDARD("method", "endpoint_url", "urn:ietf:rfc:8935", "urn:ietf:rfc:8936"),
    /** The drafts' methods under today's names. */
    LEGACY_METHOD("method", "endpoint_url", Uris.PUSH, Uris.POLL),
    /** {@code delivery_method} and {@code url}. */
    LEGACY("delivery_method", "url", Uris.PUSH, Uris.POLL);

    private static final class Uris {
        private static final String PREFIX = "https://schemas.openid.net/secevent/risc/delivery-method/";
        private static final String PUSH = PREFIX + "push";
        private static final String POLL = PREFIX + "poll";
    }

    private final String methodMember;
    private final String urlMember;
    private final String push;
    private final String poll;

    DeliveryForm(String methodMember, String urlMember, String push, String poll) {
        this.methodMember = methodMember;
        this.urlMember = urlMember;
        this.push = push;
        this.poll = poll;
    }

    /** The member of {@code delivery} that names the method. */
    public String methodMember() {
        return methodMember;
    }

    /** The member of {@code delivery} with the URL. */
    public String urlMember() {
        return urlMember;
    }

    /** The method by which the transmitter sends. */
    public String push() {
        return push;
    }

    /** The method by which the receiver fetches. */
    public String poll() {
        return poll;
    }
}
