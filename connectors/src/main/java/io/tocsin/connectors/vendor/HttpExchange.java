// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import io.tocsin.schemas.connector.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/** HTTP, and nothing else: any status is an answer. Follows no redirect, and reads no more than its bounds. */
final class HttpExchange implements VendorApi {
    /** Of an answer, unpacked; a thousand of any vendor's records are less. */
    private static final int MAX_BODY = 64 << 20;

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout for an answer to begin, and as long again for it to end */
    HttpExchange(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public Reply send(Ask ask) throws FaultException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(ask.uri())
                .timeout(timeout)
                .header("Accept-Encoding", "gzip")
                .method(
                        ask.method(),
                        ask.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(ask.body()));
        ask.headers().forEach(request::header);
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                CompletableFuture<Void> read = limited(timeout, in);
                boolean packed = response.headers()
                        .firstValue("Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
                byte[] body = bounded(in, packed);
                read.complete(null);
                return new Reply(response.statusCode(), response.headers().map(), body);
            }
        } catch (SSLException unused) {
            throw new FaultException(
                    Trouble.Kind.TRANSIENT, "TLS failed: is the vendor's certificate from an authority we trust?");
        } catch (IOException e) {
            throw new FaultException(
                    Trouble.Kind.TRANSIENT,
                    "no answer to " + ask + ": " + e.getClass().getSimpleName());
        }
    }

    /**
     * The client's own timeout is over when an answer begins: whoever still reads it after this one, fails. Completed
     * before, it is none.
     */
    private static CompletableFuture<Void> limited(Duration timeout, InputStream in) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        var unused = read.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionallyAsync(late -> {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
        return read;
    }

    private static byte[] bounded(InputStream in, boolean packed) throws IOException {
        InputStream plain = packed ? new GZIPInputStream(in) : in;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > MAX_BODY) {
                throw new IOException("found an answer of more than " + MAX_BODY + " bytes");
            }
        }
        return body.toByteArray();
    }
}
