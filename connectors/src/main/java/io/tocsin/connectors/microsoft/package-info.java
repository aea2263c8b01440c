// SPDX-License-Identifier: Apache-2.0
/**
 * Microsoft's sources, which share their names for people and devices: Entra ID's sign-ins, risks and audits and
 * Intune's devices by Graph, Defender for Endpoint's alerts and machines by its own API.
 */
@NullMarked
package io.tocsin.connectors.microsoft;

import org.jspecify.annotations.NullMarked;
