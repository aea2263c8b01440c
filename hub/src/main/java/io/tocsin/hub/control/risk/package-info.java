// SPDX-License-Identifier: Apache-2.0
/** Commands about decisions and risk: why, how things stand, what is held, and whether the log is as it was sealed. */
@NullMarked
package io.tocsin.hub.control.risk;

import org.jspecify.annotations.NullMarked;
