// SPDX-License-Identifier: Apache-2.0
/**
 * An event listener for Keycloak. What happens in a realm is written down when it happens, kept in memory once Keycloak
 * has committed it, and posted by a thread of its own, so that nobody's login waits for us. Memory is all there is:
 * what a crash takes with it, a hub that also asks the admin API finds there under the same ids.
 */
@NullMarked
package io.tocsin.keycloak;

import org.jspecify.annotations.NullMarked;
