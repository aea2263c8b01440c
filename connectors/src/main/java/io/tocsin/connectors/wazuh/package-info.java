// SPDX-License-Identifier: Apache-2.0
/** Wazuh's alerts and checks of configuration, posted by an integration script of ours. */
@NullMarked
package io.tocsin.connectors.wazuh;

import org.jspecify.annotations.NullMarked;
