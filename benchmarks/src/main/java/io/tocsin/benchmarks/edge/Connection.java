// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One kept HTTP/1.1 connection over TLS, one question at a time. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int STATUS = "HTTP/1.1 ".length();

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] answer = new byte[8192];

    private Connection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Connection open(SSLSocketFactory sockets, int port) throws IOException {
        SSLSocket socket = (SSLSocket) sockets.createSocket("localhost", port);
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What a proxy asks about a request with that session's cookie. */
    static byte[] request(String session) {
        return ("GET /forward-auth HTTP/1.1\r\nHost: localhost\r\nCookie: theme=dark; session=" + session + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** The status of the answer, which has no body. */
    int ask(byte[] request) throws IOException {
        out.write(request);
        int length = 0;
        while (!endsAHead(length)) {
            int read = in.read(answer, length, answer.length - length);
            if (read <= 0) {
                throw new EOFException("the edge closed a connection after " + length + " bytes of an answer");
            }
            length += read;
        }
        return Integer.parseInt(new String(answer, STATUS, 3, US_ASCII));
    }

    private boolean endsAHead(int length) {
        return length > STATUS + 3
                && answer[length - 4] == '\r'
                && answer[length - 3] == '\n'
                && answer[length - 2] == '\r'
                && answer[length - 1] == '\n';
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it was no use any more
        }
    }
}
