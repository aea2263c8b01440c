// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.schemas.connector.Trouble;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scheme, host and port of a vendor (RFC 6454 §4). A link that leads elsewhere is not followed: it would carry our
 * credential there.
 */
public record Origin(String scheme, String host, int port) {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Throws {@link IllegalArgumentException} for anything but https, or http to this machine. */
    public static Origin of(String owner, URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(owner + ": expected a URL such as https://vendor.example");
        }
        Origin origin = read(uri);
        if (!origin.scheme.equals("https") && !(origin.scheme.equals("http") && HERE.contains(origin.host))) {
            throw new IllegalArgumentException(
                    owner + ": found scheme " + origin.scheme + ", expected https, or http to this machine");
        }
        return origin;
    }

    private static Origin read(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, host, uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** Lets through what goes to this origin. */
    VendorApi guard(VendorApi api) {
        Set<Origin> here = Set.of(this);
        return ask -> {
            requireOneOf(here, ask.uri());
            return api.send(ask);
        };
    }

    /** Throws where a link leads anywhere else. */
    static void requireOneOf(Set<Origin> origins, URI link) throws FaultException {
        if (!origins.contains(read(link)) || link.getUserInfo() != null) {
            throw new FaultException(
                    Trouble.Kind.PROTOCOL,
                    "the vendor's link leads to another origin than the configured "
                            + origins.stream().map(Origin::text).sorted().collect(Collectors.joining(", "))
                            + "; it is not followed");
        }
    }

    /** Throws where a link leads anywhere else than the question did that it answers. */
    public static void requireSame(URI asked, URI link) throws FaultException {
        requireOneOf(Set.of(read(asked)), link);
    }

    /** The same scheme and port under another host. */
    public Origin at(String otherHost) {
        return new Origin(scheme, otherHost, port);
    }

    private String text() {
        return scheme + "://" + host + ":" + port;
    }
}
