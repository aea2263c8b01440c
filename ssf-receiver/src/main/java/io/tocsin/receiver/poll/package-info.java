// SPDX-License-Identifier: Apache-2.0
/** The receiving end of poll delivery (RFC 8936). */
@NullMarked
package io.tocsin.receiver.poll;

import org.jspecify.annotations.NullMarked;
