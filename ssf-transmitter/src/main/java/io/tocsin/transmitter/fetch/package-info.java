// SPDX-License-Identifier: Apache-2.0
/** Small documents from others over HTTPS, bounded in size and time. */
@NullMarked
package io.tocsin.transmitter.fetch;

import org.jspecify.annotations.NullMarked;
