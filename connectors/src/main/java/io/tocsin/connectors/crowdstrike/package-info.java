// SPDX-License-Identifier: Apache-2.0
/**
 * CrowdStrike Falcon: alerts as they change, events as they happen, hosts with what joins them to other sources, and
 * their Zero Trust scores.
 */
@NullMarked
package io.tocsin.connectors.crowdstrike;

import org.jspecify.annotations.NullMarked;
