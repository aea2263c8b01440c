// SPDX-License-Identifier: Apache-2.0
/**
 * Is this token a SET that this stream may bring? Answers with verified claims or with an error code of RFC 8935 §2.4.
 */
@NullMarked
package io.tocsin.receiver.verify;

import org.jspecify.annotations.NullMarked;
