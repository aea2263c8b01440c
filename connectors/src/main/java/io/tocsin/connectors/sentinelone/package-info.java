// SPDX-License-Identifier: Apache-2.0
/** SentinelOne's threats, activities and agents. */
@NullMarked
package io.tocsin.connectors.sentinelone;

import org.jspecify.annotations.NullMarked;
