// SPDX-License-Identifier: Apache-2.0
/** The receiving end of push delivery (RFC 8935). */
@NullMarked
package io.tocsin.receiver.push;

import org.jspecify.annotations.NullMarked;
