// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http.exchange;

import io.tocsin.transmitter.push.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request comes from, when it may have come through proxies of ours. Each of them writes behind
 * {@code X-Forwarded-For} whom it heard; what is before the first hop that is none of ours anybody can have written.
 */
public final class TrustedProxies {
    /** Nobody's word is taken. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Some proxies add the port. */
    private static final Pattern HOP = Pattern.compile("\\[([^\\]]+)](?::[0-9]+)?|([0-9.]+):[0-9]+|(.*)");

    private final List<Cidr> proxies;

    /** @param proxies CIDR ranges; throws {@link IllegalArgumentException} for others */
    public TrustedProxies(List<String> proxies) {
        this.proxies = proxies.stream().map(Cidr::parse).toList();
    }

    /**
     * The last hop that is none of our proxies.
     *
     * @param peer the address at the other end of the connection
     * @param forwardedFor the values of the header {@code X-Forwarded-For}, in their order
     */
    public String origin(String peer, List<String> forwardedFor) {
        List<String> hops = forwardedFor.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        String origin = peer;
        for (int i = hops.size() - 1; i >= 0 && isOurs(origin); i--) {
            Optional<String> hop = address(hops.get(i));
            if (hop.isEmpty()) {
                return origin;
            }
            origin = hop.get();
        }
        return origin;
    }

    private boolean isOurs(String address) {
        return Cidr.literal(address)
                .filter(hop -> proxies.stream().anyMatch(range -> range.contains(hop)))
                .isPresent();
    }

    private static Optional<String> address(String hop) {
        Matcher matcher = HOP.matcher(hop);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return Cidr.literal(matcher.group(group)).map(InetAddress::getHostAddress);
            }
        }
        return Optional.empty();
    }
}
