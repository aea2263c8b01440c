// SPDX-License-Identifier: Apache-2.0
/** What Microsoft's diagnostic settings send to Azure Event Hubs: Entra's logs and Intune's, some records a message. */
@NullMarked
package io.tocsin.connectors.eventhubs;

import org.jspecify.annotations.NullMarked;
