// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import java.net.URI;

/** Where everything is: URLs and paths below the issuer, and the well-known documents inserted before its path. */
public final class Endpoints {
    static final String STREAMS = "/ssf/streams";
    static final String STATUS = "/ssf/status";
    static final String VERIFICATION = "/ssf/verify";
    static final String ADD_SUBJECT = "/ssf/subjects:add";
    static final String REMOVE_SUBJECT = "/ssf/subjects:remove";
    static final String POLL = "/ssf/poll";
    static final String SNAPSHOT = "/ssf/snapshot";
    static final String JWKS = "/jwks.json";
    static final String TOKEN = "/oauth/token";

    /** Suffix of the metadata of a protected resource (RFC 9728 §3). */
    static final String RESOURCE = "oauth-protected-resource";

    private final String issuer;
    private final String path;

    /** @param issuer without a trailing slash */
    public Endpoints(URI issuer) {
        this.issuer = issuer.toString();
        this.path = issuer.getRawPath();
    }

    /** The poll endpoint of one stream. */
    public URI poll(String streamId) {
        return URI.create(url(POLL) + "/" + streamId);
    }

    String issuer() {
        return issuer;
    }

    String url(String endpoint) {
        return issuer + endpoint;
    }

    String path(String endpoint) {
        return path + endpoint;
    }

    /** URL of a {@link #wellKnown} document. */
    String wellKnownUrl(String suffix) {
        return issuer.substring(0, issuer.length() - path.length()) + wellKnown(suffix);
    }

    /** The token endpoint. */
    public URI token() {
        return URI.create(url(TOKEN));
    }

    /** RFC 8615 as SSF 1.0 §7.2.1 and RFC 8414 §3 use it. */
    String wellKnown(String suffix) {
        return "/.well-known/" + suffix + path;
    }
}
