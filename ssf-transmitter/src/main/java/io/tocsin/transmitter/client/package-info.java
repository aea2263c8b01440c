// SPDX-License-Identifier: Apache-2.0
/** The receivers registered with this transmitter as OAuth clients, what each may see and do, and who is calling. */
@NullMarked
package io.tocsin.transmitter.client;

import org.jspecify.annotations.NullMarked;
