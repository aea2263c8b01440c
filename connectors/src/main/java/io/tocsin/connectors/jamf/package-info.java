// SPDX-License-Identifier: Apache-2.0
/** Jamf Pro's webhooks: devices seen, enrolled, unenrolled, and smart groups that decide compliance. */
@NullMarked
package io.tocsin.connectors.jamf;

import org.jspecify.annotations.NullMarked;
