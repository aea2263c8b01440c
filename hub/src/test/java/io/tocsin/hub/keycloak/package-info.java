// SPDX-License-Identifier: Apache-2.0
/** A hub and a real Keycloak; run by Maven's profile {@code keycloak}. */
@NullMarked
package io.tocsin.hub.keycloak;

import org.jspecify.annotations.NullMarked;
