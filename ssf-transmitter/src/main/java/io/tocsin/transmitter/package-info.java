// SPDX-License-Identifier: Apache-2.0
/**
 * The transmitter of the OpenID Shared Signals Framework 1.0: stream management, fan-out, signing, and delivery by push
 * (RFC 8935) and poll (RFC 8936).
 */
@NullMarked
package io.tocsin.transmitter;

import org.jspecify.annotations.NullMarked;
