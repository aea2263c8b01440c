// SPDX-License-Identifier: Apache-2.0
/** Runs what the documents tell people to type. */
@NullMarked
package io.tocsin.hub.guide;

import org.jspecify.annotations.NullMarked;
