// SPDX-License-Identifier: Apache-2.0
/** Keycloak's stored events, of users and of administrators, by its admin REST API. */
@NullMarked
package io.tocsin.connectors.keycloak;

import org.jspecify.annotations.NullMarked;
