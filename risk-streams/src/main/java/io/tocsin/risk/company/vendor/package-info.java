// SPDX-License-Identifier: Apache-2.0
/**
 * What vendors report, in the types, names and payloads in which our connectors bring it: Okta's System Log, Jamf Pro's
 * webhooks, Intune's snapshots, CrowdStrike's stream, Defender's alerts. And how it arrives: late, twice, out of order.
 */
@NullMarked
package io.tocsin.risk.company.vendor;

import org.jspecify.annotations.NullMarked;
