// SPDX-License-Identifier: Apache-2.0
/** Access tokens (RFC 9068): issuing them by client credentials, and telling good ones from bad. */
@NullMarked
package io.tocsin.transmitter.token;

import org.jspecify.annotations.NullMarked;
