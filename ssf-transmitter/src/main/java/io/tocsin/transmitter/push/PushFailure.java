// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.push;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong where there is no answer, in words for people. */
final class PushFailure {
    /** How the JDK writes a certificate's dates into its exceptions. */
    private static final DateTimeFormatter JDK_DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);

    private PushFailure() {}

    static PushOutcome outcome(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (in(cause, SSLException.class).isPresent()) {
            return new PushOutcome.Refused("TLS: " + tls(cause));
        }
        return switch (cause) {
            case ReceiverAddresses.Forbidden forbidden -> new PushOutcome.Refused(message(forbidden));
            case PushExchange.OutOfTime late -> new PushOutcome.Transient(message(late), null);
            case PushExchange.CutShort cut -> new PushOutcome.Transient(message(cut), null);
            default -> new PushOutcome.Transient(network(cause), null);
        };
    }

    private static String tls(Throwable cause) {
        Optional<String> dates = in(cause, CertificateExpiredException.class)
                .map(expired -> "certificate expired" + on(expired))
                .or(() -> in(cause, CertificateNotYetValidException.class)
                        .map(early ->
                                "certificate is not valid before" + on(early).replace(" on", "")));
        if (dates.isPresent()) {
            return dates.get();
        }
        String all = String.join(" ", messages(cause)).toLowerCase(Locale.ROOT);
        if (all.contains("no subject alternative") || all.contains("no name matching")) {
            return "certificate is for another name";
        }
        if (all.contains("unable to find valid certification path")
                || all.contains("path does not chain")
                || all.contains("signature check failed")) {
            return "certificate is of an unknown authority";
        }
        if (all.contains("protocol_version") || all.contains("handshake_failure")) {
            return "no version or cipher in common, 1.2 and 1.3 are offered";
        }
        if (all.contains("not an ssl/tls record") || all.contains("plaintext")) {
            return "the port does not speak it";
        }
        return "handshake failed";
    }

    /** " on 2026-11-01", or nothing if the exception does not say in the way we know. */
    private static String on(Exception dated) {
        String message = message(dated);
        int colon = message.indexOf(": ");
        try {
            return " on " + LocalDate.parse(message.substring(colon + 2), JDK_DATE);
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return "";
        }
    }

    private static String network(Throwable cause) {
        if (in(cause, UnknownHostException.class).isPresent()) {
            return "the host name is unknown";
        }
        if (in(cause, NoRouteToHostException.class).isPresent()) {
            return "no route to the host";
        }
        if (in(cause, ConnectException.class).isPresent()) {
            String message = String.join(" ", messages(cause)).toLowerCase(Locale.ROOT);
            return message.contains("timed out") ? "no connection in time" : "connection refused";
        }
        if (in(cause, HttpClosedException.class).isPresent()) {
            return "the connection was closed before an answer";
        }
        return "connection failed";
    }

    private static <T extends Throwable> Optional<T> in(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<String> messages(Throwable failure) {
        return causes(failure).map(PushFailure::message).toList();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, t -> t != null, t -> t == null ? null : t.getCause())
                .limit(20)
                .map(t -> t == null ? failure : t);
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
