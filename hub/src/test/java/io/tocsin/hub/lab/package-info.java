// SPDX-License-Identifier: Apache-2.0
/** Tests of the made-up company. */
@NullMarked
package io.tocsin.hub.lab;

import org.jspecify.annotations.NullMarked;
