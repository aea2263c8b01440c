// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.lane.poll;

import io.tocsin.schemas.stream.DeliveryReport;
import io.tocsin.transmitter.request.RejectedException;
import io.tocsin.transmitter.request.RequestJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A poll (RFC 8936 §2.2).
 *
 * @param maxEvents SETs wanted at most, 0 for none; what the transmitter gives at most if absent
 * @param setErrs SETs the receiver refuses, by {@code jti}
 */
public record PollRequest(
        int maxEvents,
        boolean returnImmediately,
        List<String> ack,
        Map<String, DeliveryReport.Result.Rejected> setErrs) {
    /** SETs in one answer at most; what is over is announced by {@code moreAvailable}. */
    static final int MOST = 100;

    private static final int MAX_TEXT = 500;

    public PollRequest {
        ack = List.copyOf(ack);
        setErrs = Map.copyOf(setErrs);
    }

    /** Throws {@link RejectedException} for a member of a wrong type. */
    public static PollRequest read(RequestJson json) {
        return new PollRequest(
                Math.min(MOST, json.count("maxEvents").orElse(MOST)),
                json.flag("returnImmediately", false),
                json.texts("ack").orElse(List.of()),
                json.object("setErrs").map(PollRequest::readErrors).orElse(Map.of()));
    }

    private static Map<String, DeliveryReport.Result.Rejected> readErrors(RequestJson errors) {
        Map<String, DeliveryReport.Result.Rejected> read = new HashMap<>();
        for (String jti : errors.names()) {
            RequestJson error = errors.object(jti)
                    .orElseThrow(
                            () -> RejectedException.invalid("setErrs has a member that is null, expected an object"));
            read.put(
                    jti,
                    new DeliveryReport.Result.Rejected(
                            truncated(error.requiredText("err")),
                            error.text("description")
                                    .map(PollRequest::truncated)
                                    .orElse(null)));
        }
        return read;
    }

    private static String truncated(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
