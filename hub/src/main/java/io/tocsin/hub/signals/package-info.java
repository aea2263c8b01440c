// SPDX-License-Identifier: Apache-2.0
/** {@code tocsin signals}: signals from the topic into files and back, and made up ones. */
@NullMarked
package io.tocsin.hub.signals;

import org.jspecify.annotations.NullMarked;
