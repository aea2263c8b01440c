// SPDX-License-Identifier: Apache-2.0
/**
 * The running hub: which roles there are, what each is given, the order in which they start and close, and what is told
 * of them on the admin listener.
 */
@NullMarked
package io.tocsin.hub.run;

import org.jspecify.annotations.NullMarked;
