// SPDX-License-Identifier: Apache-2.0
/** Tests of the command line. */
@NullMarked
package io.tocsin.hub;

import org.jspecify.annotations.NullMarked;
