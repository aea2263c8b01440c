// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose request it is, as far as the proxy says. */
record Presented(
        String session,
        @Nullable String user,
        @Nullable String device,
        @Nullable Instant issuedAt) {}
