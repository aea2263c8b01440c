// SPDX-License-Identifier: Apache-2.0
/** Writes and checks {@code docs/conformance.md}: each clause of the standards with the tests that show it is met. */
@NullMarked
package io.tocsin.hub.conformance;

import org.jspecify.annotations.NullMarked;
