// SPDX-License-Identifier: Apache-2.0
/** CrowdStrike Falcon: alerts as they change, and hosts with what joins them to other sources. */
@NullMarked
package io.tocsin.connectors.crowdstrike;

import org.jspecify.annotations.NullMarked;
