// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver;

import io.tocsin.receiver.http.Revocation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to receive.
 *
 * @param streams names and push paths are unique
 * @param seen absent: in memory
 * @param maxSetBytes longest SET taken; default 64 KiB
 * @param maxInFlight most pushes worked on at a time, 503 above; default 1000
 * @param certificateRevocation what is made of whether a transmitter's certificate is revoked; default
 *     {@link Revocation#SOFT_FAIL}
 */
public record ReceiverConfig(
        List<StreamSettings> streams,
        SeenSettings seen,
        int maxSetBytes,
        int maxInFlight,
        Revocation certificateRevocation) {
    public ReceiverConfig {
        streams = streams == null ? List.of() : List.copyOf(streams);
        seen = seen == null ? SeenSettings.IN_MEMORY : seen;
        maxSetBytes = maxSetBytes == 0 ? 64 * 1024 : maxSetBytes;
        maxInFlight = maxInFlight == 0 ? 1000 : maxInFlight;
        certificateRevocation = certificateRevocation == null ? Revocation.SOFT_FAIL : certificateRevocation;
        if (maxSetBytes < 1024 || maxSetBytes > 16 * 1024 * 1024) {
            throw new IllegalArgumentException("max-set-bytes is " + maxSetBytes + ", expected 1024 to 16777216");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("max-in-flight is " + maxInFlight + ", expected at least 1");
        }
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (StreamSettings stream : streams) {
            if (!names.add(stream.name())) {
                throw new IllegalArgumentException("streams has two of the name \"" + stream.name() + "\"");
            }
            if (stream.delivery() instanceof DeliverySettings.Push push && !paths.add(push.path())) {
                throw new IllegalArgumentException("streams has two with the push path \"" + push.path() + "\"");
            }
        }
    }

    public static ReceiverConfig of(List<StreamSettings> streams, SeenSettings seen) {
        return new ReceiverConfig(streams, seen, 0, 0, Revocation.SOFT_FAIL);
    }
}
