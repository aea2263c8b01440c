// SPDX-License-Identifier: Apache-2.0
/** Beside a proxy: keeps who is out and answers each of the proxy's questions from memory. */
@NullMarked
package io.tocsin.receiver.edge;

import org.jspecify.annotations.NullMarked;
