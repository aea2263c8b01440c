// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.hub.admin.view.ErrorView;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.control.client.ControlException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The admin API of one hub. Every method throws {@link ControlException} where it is not answered as wished. */
public final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(30);
    /** Sending many dead letters again takes as long as their receivers' pace allows. */
    private static final Duration CHANGE = Duration.ofMinutes(10);

    private final AdminTarget target;
    private final HttpClient http;

    AdminClient(AdminTarget target) {
        this.target = target;
        this.http = HttpClient.newBuilder()
                .sslContext(target.trust())
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What names something, as part of a path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** {@code &name=value}, or nothing for null. */
    public static String query(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encoded(value);
    }

    public <T> T get(String path, Class<T> type) {
        return read(path, send("GET", path, null), type);
    }

    public <T> T post(String path, Object body, Class<T> type) {
        return read(path, send("POST", path, ViewJson.write(body)), type);
    }

    public void delete(String path) {
        send("DELETE", path, null);
    }

    public <T> T delete(String path, Class<T> type) {
        return read(path, send("DELETE", path, null), type);
    }

    /** Whether it may be given work; needs no token. */
    public Readiness readiness() {
        HttpResponse<byte[]> response =
                exchange(HttpRequest.newBuilder(at("/ready")).timeout(CONNECT).build());
        return read("/ready", response.body(), Readiness.class);
    }

    private byte[] send(String method, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/admin/v1/" + path))
                .timeout(method.equals("GET") ? LOOK : CHANGE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (target.token() != null) {
            request.header("Authorization", "Bearer " + target.token().reveal());
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<byte[]> response = exchange(request.build());
        if (response.statusCode() / 100 != 2) {
            throw refused(response);
        }
        return response.body();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (SSLException e) {
            throw new ControlException(
                    Kind.CONFIGURATION,
                    target.url() + " is not trusted: " + e.getMessage() + "; --ca FILE names who vouches for it",
                    e);
        } catch (HttpTimeoutException e) {
            throw new ControlException(Kind.UNREACHABLE, target.url() + " does not answer in time", e);
        } catch (ConnectException e) {
            throw new ControlException(
                    Kind.UNREACHABLE,
                    "no hub answers at " + target.url() + ": is it running, and is this its admin listener?",
                    e);
        } catch (IOException e) {
            throw new ControlException(Kind.UNREACHABLE, target.url() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(Kind.REFUSED, "interrupted", e);
        }
    }

    private URI at(String path) {
        String base = target.url().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private ControlException refused(HttpResponse<byte[]> response) {
        String description;
        String err;
        try {
            ErrorView error = ViewJson.readAnswer(response.body(), ErrorView.class);
            err = String.valueOf(error.err());
            description = String.valueOf(error.description());
        } catch (IOException e) {
            err = "";
            description = "it answered " + response.statusCode() + ", and not as an admin API does";
        }
        return switch (response.statusCode()) {
            case 401 ->
                new ControlException(
                        Kind.CONFIGURATION,
                        target.url() + " does not know this token: expected one of admin.tokens of its configuration");
            case 403 ->
                new ControlException(Kind.CONFIGURATION, "this token may only read: expected one of role write");
            case 400 -> new ControlException(Kind.USAGE, description);
            case 503 -> new ControlException(Kind.UNREACHABLE, "not now: " + description + "; try again in a moment");
            case 404 ->
                new ControlException(
                        Kind.REFUSED,
                        err.equals("no_admin_api")
                                ? target.url() + " has no admin API: its configuration names no admin.tokens"
                                : description);
            default -> new ControlException(Kind.REFUSED, description);
        };
    }

    private <T> T read(String path, byte[] answer, Class<T> type) {
        try {
            return ViewJson.readAnswer(answer, type);
        } catch (IOException e) {
            throw new ControlException(
                    Kind.REFUSED, target.url() + " answered something else than expected to " + path, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
