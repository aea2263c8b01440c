// SPDX-License-Identifier: Apache-2.0
/** How long a proxy goes on letting a session through after a source has reported what ends it. */
@NullMarked
package io.tocsin.benchmarks.enforcement;

import org.jspecify.annotations.NullMarked;
