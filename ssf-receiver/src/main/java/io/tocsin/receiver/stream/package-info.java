// SPDX-License-Identifier: Apache-2.0
/**
 * The client of a transmitter: metadata, access tokens, and one stream that is found or created, kept running and, if
 * asked, deleted (SSF 1.0 §7, §8).
 */
@NullMarked
package io.tocsin.receiver.stream;

import org.jspecify.annotations.NullMarked;
