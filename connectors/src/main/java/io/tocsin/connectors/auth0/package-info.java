// SPDX-License-Identifier: Apache-2.0
/** Auth0's log: streamed to a webhook, or asked for; both give the same signals. */
@NullMarked
package io.tocsin.connectors.auth0;

import org.jspecify.annotations.NullMarked;
