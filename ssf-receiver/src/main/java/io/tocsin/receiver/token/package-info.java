// SPDX-License-Identifier: Apache-2.0
/** Access tokens and the calls made with them (RFC 6749 §4.4, RFC 6750). */
@NullMarked
package io.tocsin.receiver.token;

import org.jspecify.annotations.NullMarked;
