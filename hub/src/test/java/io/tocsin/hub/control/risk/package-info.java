// SPDX-License-Identifier: Apache-2.0
/** The commands about decisions and risk, on a hub that runs. */
@NullMarked
package io.tocsin.hub.control.risk;

import org.jspecify.annotations.NullMarked;
