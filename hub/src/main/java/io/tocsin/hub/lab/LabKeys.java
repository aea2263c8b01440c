// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import io.tocsin.schemas.secret.Secret;

/** What each vendor of the lab shares with the hub. */
public record LabKeys(Secret okta, Secret jamf, Secret edr, Secret inventory) {}
