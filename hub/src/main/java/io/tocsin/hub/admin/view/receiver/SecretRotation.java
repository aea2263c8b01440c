// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import org.jspecify.annotations.Nullable;

/**
 * How a receiver gets a new secret.
 *
 * @param overlap how long the one before it is good too, such as {@code PT24H}; 24 hours if absent, 30 days at most
 */
public record SecretRotation(@Nullable String overlap) {}
