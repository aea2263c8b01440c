// SPDX-License-Identifier: Apache-2.0
/** Which of several instances serves a request, and what instances ask of each other. */
@NullMarked
package io.tocsin.transmitter.http.placement;

import org.jspecify.annotations.NullMarked;
