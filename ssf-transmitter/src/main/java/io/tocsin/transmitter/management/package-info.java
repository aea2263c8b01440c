// SPDX-License-Identifier: Apache-2.0
/** What a receiver may do with its own streams by the management API (SSF 1.0 §8.1), and what it reads of them. */
@NullMarked
package io.tocsin.transmitter.management;

import org.jspecify.annotations.NullMarked;
