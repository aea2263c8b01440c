// SPDX-License-Identifier: Apache-2.0
/** What a stream has been sent already, sent again: the same SETs under the same ids. */
@NullMarked
package io.tocsin.transmitter.replay;

import org.jspecify.annotations.NullMarked;
