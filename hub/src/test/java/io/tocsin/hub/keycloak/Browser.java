// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Somebody who fills in Keycloak's pages, one after the other. */
final class Browser implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\baction=\"([^\"]+)\"");

    private final HttpClient client;
    private HttpResponse<String> page;

    /** Opens a page. */
    Browser(SSLContext trust, String address) throws IOException, InterruptedException {
        client = HttpClient.newBuilder()
                .sslContext(trust)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        page = client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    /** Sends the page's form, and follows where that leads to on the same server. */
    Browser fill(Map<String, String> fields) throws IOException, InterruptedException {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IOException("no form on the page, which is\n" + page.body());
        }
        URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        page = client.send(
                HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        while (page.statusCode() == 302 && !leadsAway()) {
            page = client.send(HttpRequest.newBuilder(target()).build(), BodyHandlers.ofString());
        }
        return this;
    }

    private URI target() {
        return page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
    }

    /** Whether it is led back to an application, which has another port. */
    boolean leadsAway() {
        return page.statusCode() == 302 && target().getPort() != page.uri().getPort();
    }

    @Override
    public void close() {
        client.close();
    }
}
