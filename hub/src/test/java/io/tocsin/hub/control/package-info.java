// SPDX-License-Identifier: Apache-2.0
/** The operator's commands, run against a hub that runs. */
@NullMarked
package io.tocsin.hub.control;

import org.jspecify.annotations.NullMarked;
