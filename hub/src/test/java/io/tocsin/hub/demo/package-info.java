// SPDX-License-Identifier: Apache-2.0
/** The demo, run as a test. */
@NullMarked
package io.tocsin.hub.demo;

import org.jspecify.annotations.NullMarked;
