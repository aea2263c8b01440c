// SPDX-License-Identifier: Apache-2.0
/** How many webhooks are taken in. */
@NullMarked
package io.tocsin.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
