// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import org.jspecify.annotations.Nullable;

/** Where it happened, as JSON pointers. */
public record ContextSpec(
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String country) {}
