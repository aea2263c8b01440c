// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.operate;

import io.tocsin.schemas.stream.StreamRegistration;
import io.tocsin.schemas.stream.StreamStatus;
import org.jspecify.annotations.Nullable;

/** Which streams are meant; null: whatever it is. */
public record StreamFilter(
        @Nullable String receiver,
        @Nullable String tenant,
        @Nullable StreamStatus status) {
    public static final StreamFilter ALL = new StreamFilter(null, null, null);

    boolean fits(StreamRegistration stream) {
        return (receiver == null || receiver.equals(stream.receiver()))
                && (tenant == null || tenant.equals(stream.tenant()))
                && (status == null || status == stream.status());
    }
}
