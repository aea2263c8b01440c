// SPDX-License-Identifier: Apache-2.0
/** What is under deploy/ fits the program: every configuration loads, every port and path and meter is there. */
@NullMarked
package io.tocsin.hub.deploy;

import org.jspecify.annotations.NullMarked;
