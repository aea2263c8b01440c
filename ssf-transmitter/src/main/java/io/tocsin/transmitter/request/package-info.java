// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a request, as types, and the reading of its JSON where most of that is found. */
@NullMarked
package io.tocsin.transmitter.request;

import org.jspecify.annotations.NullMarked;
