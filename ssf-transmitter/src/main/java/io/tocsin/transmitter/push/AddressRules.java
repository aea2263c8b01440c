// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.tocsin.transmitter.management.PushTargets;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses may be pushed to: the public internet, and what the operator allows besides. A receiver names its own
 * endpoint, so without this it could have us call on machines only we can reach.
 */
public final class AddressRules implements PushTargets {
    /** Special-purpose ranges (IANA registries, RFC 6890), and those that embed an IPv4 address. */
    private static final List<Cidr> FORBIDDEN = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Cidr::parse)
            .toList();

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

    private final List<Cidr> allowed;

    /**
     * @param allowed CIDR ranges that are allowed though special; throws {@link IllegalArgumentException} for others
     */
    public AddressRules(List<String> allowed) {
        this.allowed = allowed.stream().map(Cidr::parse).toList();
    }

    boolean allows(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address))
                || FORBIDDEN.stream().noneMatch(range -> range.contains(address));
    }

    @Override
    public boolean forbids(URI endpointUrl) {
        String host = endpointUrl.getHost();
        if (!LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            return !allows(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
