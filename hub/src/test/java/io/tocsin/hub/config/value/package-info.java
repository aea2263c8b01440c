// SPDX-License-Identifier: Apache-2.0
/** Tests of values that stand elsewhere than in the configuration file. */
@NullMarked
package io.tocsin.hub.config.value;

import org.jspecify.annotations.NullMarked;
