// SPDX-License-Identifier: Apache-2.0
/** Values of a configuration file: durations, enums, secrets, and placeholders for what does not stand in it. */
@NullMarked
package io.tocsin.hub.config.value;

import org.jspecify.annotations.NullMarked;
