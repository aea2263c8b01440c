// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.directory;

import io.tocsin.schemas.event.InitiatingEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The statement that all sessions of a user that were opened up to {@code at} are over. */
public record Revocation(
        String signal,
        Instant at,
        Instant ingested,
        String vendor,
        String connector,
        String eventType,
        @Nullable InitiatingEntity by) {}
