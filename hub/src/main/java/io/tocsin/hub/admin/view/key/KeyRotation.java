// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.key;

import org.jspecify.annotations.Nullable;

/**
 * Which keys get a successor, and how soon.
 *
 * @param algorithm RS256, PS256, ES256 or EdDSA; all that there are keys of if absent
 * @param emergency the present keys are published no more, from now on
 */
public record KeyRotation(@Nullable String algorithm, boolean emergency) {}
