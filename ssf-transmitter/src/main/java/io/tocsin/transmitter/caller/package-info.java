// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out who calls: whose a bearer token is, by our own issuing, another authorization server's signature or its
 * word, and whose a client certificate is.
 */
@NullMarked
package io.tocsin.transmitter.caller;

import org.jspecify.annotations.NullMarked;
