// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.connector;

import java.util.List;

/** All connectors that ask their vendors, in the order of the configuration. */
public record ConnectorsView(List<ConnectorView> connectors) {}
